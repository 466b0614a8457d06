// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.bean;

import jakarta.enterprise.context.ApplicationScoped;

/** Makes the WAR one that uses CDI. */
@ApplicationScoped
public class Greeting {

    public String text() {
        return "hello";
    }
}
