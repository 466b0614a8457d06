// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import java.time.Duration;

/** Runs something later, on a thread that may take its time; never after the application's end. */
@FunctionalInterface
public interface Timer {

    void after(Duration delay, Runnable task);
}
