// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import jakarta.enterprise.context.RequestScoped;

/** A bean of the request. */
@RequestScoped
public class Visit {

    private int calls;

    public int call() {
        return ++calls;
    }
}
