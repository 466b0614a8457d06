// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.bad;

import io.gracehub.OfHub;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;

/** A hook of a class that is no hub. */
@ApplicationScoped
public class HookOfNothing {

    void bye(@Observes @OfHub(String.class) Shutdown event) {}
}
