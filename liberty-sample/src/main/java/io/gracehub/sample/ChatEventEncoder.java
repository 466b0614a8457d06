// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.sample;

import jakarta.websocket.Encoder;

/** Writes events as JSON. */
public final class ChatEventEncoder implements Encoder.Text<ChatEvent> {

    @Override
    public String encode(ChatEvent event) {
        return event.json().toString();
    }
}
