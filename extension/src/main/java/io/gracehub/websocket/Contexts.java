// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

/** The application's contexts: its class loader and an active request context. */
public interface Contexts {

    /** Runs a callback in them, on this thread. */
    void run(Runnable callback);
}
