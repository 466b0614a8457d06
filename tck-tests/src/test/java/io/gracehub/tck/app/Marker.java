// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import jakarta.enterprise.context.ApplicationScoped;

/** One object per deployment: those that are alive tell how many deployments have not been collected. */
@ApplicationScoped
public class Marker {

    static final Marker KEPT_BY_ITS_CLASS = new Marker();
}
