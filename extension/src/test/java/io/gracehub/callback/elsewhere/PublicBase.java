// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback.elsewhere;

import jakarta.websocket.OnMessage;

/** A superclass of hubs in another package, where its callback is invisible. */
public abstract class PublicBase {

    @OnMessage
    void said(String text) {
        heard(text);
    }

    protected abstract void heard(String text);
}
