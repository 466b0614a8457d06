// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the JDK that asks numbered questions. */
final class NumberedClient implements WebSocket.Listener {

    private static final int PARTS = 8;
    private static final Executor BETWEEN_PARTS = CompletableFuture.delayedExecutor(25, TimeUnit.MILLISECONDS);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .executor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "numbered-client");
                thread.setDaemon(true);
                return thread;
            }))
            .build();

    private final Ledger ledger;
    private final Manner manner;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    NumberedClient(Ledger ledger, Manner manner) {
        this.ledger = ledger;
        this.manner = manner;
    }

    CompletableFuture<WebSocket> connect(URI uri) {
        URI named = URI.create(uri + "?client=" + ledger.client());
        HTTP.newWebSocketBuilder().buildAsync(named, this).whenComplete((socket, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
            } else {
                opened.complete(socket);
            }
        });
        return opened;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Asks the next question, unless the former one is still being written. */
    void ask() {
        if (sending.isDone() && ledger.open()) {
            WebSocket socket = opened.join();
            int number = ledger.send(System.nanoTime());
            sending = send(socket, number).whenComplete((done, failure) -> {
                if (failure != null && ledger.open()) {
                    ledger.unsendable(System.nanoTime(), number, failure);
                }
            });
        }
    }

    private CompletableFuture<?> send(WebSocket socket, int number) {
        return switch (manner.body()) {
            case SMALL -> socket.sendText(Integer.toString(number), true);
            case TEXT -> socket.sendText(number + ":" + Filler.text(number), true);
            case BINARY -> socket.sendBinary(Filler.bytes(number), true);
            case FRAGMENTS ->
                sendParts(socket, number + ":" + Filler.text(number).substring(0, 100_000));
        };
    }

    private static CompletableFuture<?> sendParts(WebSocket socket, String whole) {
        CompletableFuture<WebSocket> parts = CompletableFuture.completedFuture(socket);
        int length = whole.length() / PARTS;
        for (int i = 0; i < PARTS; i++) {
            boolean last = i == PARTS - 1;
            String part = last ? whole.substring(i * length) : whole.substring(i * length, (i + 1) * length);
            parts = parts.thenComposeAsync(next -> next.sendText(part, last), BETWEEN_PARTS);
        }
        return parts;
    }

    /** Closes the connection, in the orderly way or not. */
    void leave(boolean orderly) {
        ledger.leave(System.nanoTime());
        WebSocket socket = opened.join();
        if (orderly) {
            var unused = sending.handle((done, failure) -> socket.sendClose(WebSocket.NORMAL_CLOSURE, "done"));
        } else {
            socket.abort();
            ledger.closed(System.nanoTime(), 1006, "by itself");
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            received(message);
        }
        socket.request(1);
        return null;
    }

    private void received(String message) {
        int colon = message.indexOf(':');
        String answer = colon < 0 ? message : message.substring(0, colon);
        if (colon >= 0) {
            int number = Integer.parseInt(answer.substring(0, answer.indexOf('@')));
            if (!Filler.text(number).startsWith(message.substring(colon + 1))) {
                ledger.failed(System.nanoTime(), "the answer to " + number + " has been changed");
            }
        }
        ledger.received(System.nanoTime(), answer);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        binary.writeBytes(part);
        if (last) {
            ByteBuffer message = ByteBuffer.wrap(binary.toByteArray());
            binary.reset();
            int number = message.getInt(0);
            if (!message.equals(Filler.bytes(number))) {
                ledger.failed(System.nanoTime(), "the answer to " + number + " has been changed");
            }
            ledger.received(System.nanoTime(), number + "@binary");
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        ledger.closed(System.nanoTime(), code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        ledger.closed(System.nanoTime(), 1006, Objects.toString(error.getMessage(), "" + error));
    }
}
