// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A link's WebSocket that notes what it is told. */
final class RecordingWire implements LinkWire {

    final List<String> written = new ArrayList<>();
    boolean shut;

    @Override
    public CompletableFuture<Void> send(String text) {
        if (shut) {
            return CompletableFuture.failedFuture(new IOException("shut"));
        }
        written.add(text);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void ping() {
        written.add("ping");
    }

    @Override
    public CompletableFuture<Void> close(CloseReason reason) {
        written.add("close " + reason.getCloseCode().getCode());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void cutOff(CloseReason reason) {
        written.add("cut off " + reason.getCloseCode().getCode());
        shut = true;
    }

    @Override
    public void shut() {
        shut = true;
    }

    /** What was sent of a type. */
    List<String> sent(String type) {
        return written.stream()
                .filter(text -> text.startsWith("{\"type\":\"" + type + "\""))
                .toList();
    }
}
