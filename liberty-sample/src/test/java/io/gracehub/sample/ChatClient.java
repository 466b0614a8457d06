// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the chat that keeps what it is told. */
final class ChatClient implements WebSocket.Listener {

    private static final long BOUND_SECONDS = 30;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();
    private final WebSocket socket;

    private ChatClient(HttpClient http, URI uri) throws Exception {
        socket = http.newWebSocketBuilder().buildAsync(uri, this).get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    static ChatClient join(HttpClient http, int port, String nick) throws Exception {
        return new ChatClient(http, URI.create("ws://localhost:" + port + "/chat/lobby?nick=" + nick));
    }

    void say(String text) throws Exception {
        socket.sendText("{\"type\":\"say\",\"text\":\"" + text + "\"}", true).get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    /** Passes over what else comes; fails when the message does not come. */
    void awaits(String message) throws InterruptedException {
        StringBuilder others = new StringBuilder();
        String next;
        while ((next = received.poll(BOUND_SECONDS, TimeUnit.SECONDS)) != null) {
            if (next.equals(message)) {
                return;
            }
            others.append("\n  ").append(next);
        }
        throw new AssertionError("never received: " + message + "\nreceived:" + others);
    }

    /** Leaves as the page does, and returns the code that the server answered. */
    int leave() throws Exception {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "told to exit").get(BOUND_SECONDS, TimeUnit.SECONDS);
        return closed.get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            received.add(parts.toString());
            parts.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable failure) {
        closed.completeExceptionally(failure);
    }
}
