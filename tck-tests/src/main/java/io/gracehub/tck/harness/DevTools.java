// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.StringReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The DevTools protocol of a browser: calls and their answers; what it tells unasked is left aside. */
final class DevTools {

    private final WebSocketClient socket;
    private final AtomicInteger calls = new AtomicInteger();

    private DevTools(WebSocketClient socket) {
        this.socket = socket;
    }

    static DevTools connect(URI uri) {
        return new DevTools(WebSocketClient.connect(uri));
    }

    /** Calls a method, of the browser or of an attached page, and returns its result. */
    JsonObject call(String method, Map<String, Object> params, Optional<String> session) {
        int id = calls.incrementAndGet();
        JsonObjectBuilder call = Json.createObjectBuilder()
                .add("id", id)
                .add("method", method)
                .add("params", Json.createObjectBuilder(params));
        session.ifPresent(value -> call.add("sessionId", value));
        socket.send(call.build().toString());
        String text = socket.timeline()
                .first(Received.Text.class, event -> event.text().startsWith("{\"id\":" + id + ","), Bound.seconds(60))
                .orElseThrow(() -> new AssertionError("the browser does not answer " + method))
                .text();
        try (var reader = Json.createReader(new StringReader(text))) {
            JsonObject answer = reader.readObject();
            if (!answer.containsKey("result")) {
                throw new AssertionError(method + ": " + answer);
            }
            return answer.getJsonObject("result");
        }
    }

    void close() {
        socket.close();
    }
}
