// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import jakarta.websocket.CloseReason;

/** Runs the callbacks of one connection: one at a time, with the application's contexts, none after its end. */
public interface Dispatcher {

    void dispatch(Runnable callback);

    /** As {@link #dispatch}; the callback ends the handling of one text or binary message, which is counted. */
    void dispatchMessage(Runnable callback);

    /** Ends the connection when its container has not told, or will not tell. */
    void end(CloseReason reason);
}
