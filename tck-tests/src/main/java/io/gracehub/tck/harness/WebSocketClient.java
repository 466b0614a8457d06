// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A WebSocket client that records all that it receives. */
public final class WebSocketClient implements AutoCloseable {

    private static final Executor THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tck-client");
        thread.setDaemon(true);
        return thread;
    });
    private static final HttpClient HTTP =
            HttpClient.newBuilder().executor(THREADS).build();

    private final WebSocket socket;
    private final Recorder recorder;

    private WebSocketClient(WebSocket socket, Recorder recorder) {
        this.socket = socket;
        this.recorder = recorder;
    }

    /**
     * Connects a client without further options.
     *
     * @throws HandshakeRefused if the server refuses the handshake
     */
    public static WebSocketClient connect(URI uri) {
        return new Options().connect(uri);
    }

    /** Returns options with their defaults. */
    public static Options options() {
        return new Options();
    }

    /** Connects many clients at once. */
    public static List<WebSocketClient> connect(URI uri, int count, Options options) {
        int atOnce = 50;
        List<WebSocketClient> clients = new ArrayList<>(count);
        for (int begun = 0; begun < count; begun += atOnce) {
            List<CompletableFuture<WebSocketClient>> connecting = new ArrayList<>();
            for (int i = begun; i < Math.min(count, begun + atOnce); i++) {
                connecting.add(options.begin(uri));
            }
            connecting.forEach(future -> clients.add(result(uri, future)));
        }
        return List.copyOf(clients);
    }

    /** Sends a text message and waits until it is written. */
    public void send(String text) {
        written(socket.sendText(text, true));
    }

    /** Sends one fragment of a text message. */
    public void sendPart(String text, boolean last) {
        written(socket.sendText(text, last));
    }

    /** Sends a binary message and waits until it is written. */
    public void send(byte[] bytes) {
        sendPart(bytes, true);
    }

    /** Sends one fragment of a binary message. */
    public void sendPart(byte[] bytes, boolean last) {
        written(socket.sendBinary(ByteBuffer.wrap(bytes), last));
    }

    /** Sends a Pong frame. */
    public void pong(byte[] bytes) {
        written(socket.sendPong(ByteBuffer.wrap(bytes)));
    }

    /** Sends a Ping frame. */
    public void ping(byte[] bytes) {
        written(socket.sendPing(ByteBuffer.wrap(bytes)));
    }

    /** Closes the connection in the orderly way. */
    public void close(int code, String reason) {
        written(socket.sendClose(code, reason));
    }

    /** Goes on reading after {@link Options#paused()}. */
    public void read() {
        socket.request(Long.MAX_VALUE);
    }

    /** Drops the TCP connection without a Close frame. */
    public void abort() {
        socket.abort();
    }

    /** Returns what was received. */
    public Timeline timeline() {
        return recorder.timeline;
    }

    /** Returns the subprotocol that was agreed on, empty for none. */
    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Waits for a text message and returns when it came. */
    public Received.Text awaitText(String text) {
        return awaitText(text, Bound.SOON);
    }

    /** Waits for a text message within a bound and returns when it came. */
    public Received.Text awaitText(String text, Duration bound) {
        return timeline()
                .first(Received.Text.class, event -> event.text().equals(text), bound)
                .orElseThrow(() -> new AssertionError("no text '" + text + "' within " + bound + ": " + timeline()));
    }

    /** Sends a text message and waits for another one. */
    public void exchange(String sent, String expected) {
        send(sent);
        awaitText(expected);
    }

    /** Waits for the end of the connection. */
    public Received.Closed awaitClosed(Duration bound) {
        return timeline()
                .first(Received.Closed.class, event -> true, bound)
                .orElseThrow(() -> new AssertionError("not closed within " + bound + ": " + timeline()));
    }

    /** Returns whether the connection has not ended. */
    public boolean open() {
        return timeline()
                .first(Received.Closed.class, event -> true, Duration.ZERO)
                .isEmpty();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static void written(CompletableFuture<WebSocket> send) {
        try {
            send.get(Bound.SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("send failed", e.getCause()));
        } catch (TimeoutException e) {
            throw new AssertionError("a send did not end within " + Bound.SOON, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static WebSocketClient result(URI uri, CompletableFuture<WebSocketClient> connecting) {
        Duration bound = Bound.seconds(30);
        try {
            return connecting.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refusal) {
                throw new HandshakeRefused(
                        uri,
                        refusal.getResponse().statusCode(),
                        refusal.getResponse().headers(),
                        refusal);
            }
            throw new UncheckedIOException(new IOException("cannot connect to " + uri, e.getCause()));
        } catch (TimeoutException e) {
            throw new AssertionError("no answer to the handshake of " + uri + " within " + bound, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How a client connects and behaves. */
    public static final class Options {

        private final Map<String, String> headers = new TreeMap<>();
        private String[] subprotocols = {};
        private String leaveOn = "";
        private boolean paused;

        private Options() {}

        /** Offers subprotocols. */
        public Options subprotocols(String... names) {
            subprotocols = Arrays.copyOf(names, names.length);
            return this;
        }

        /** Adds a header to the handshake. */
        public Options header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** Closes the connection with 1000 when this text message comes. */
        public Options leaveOn(String text) {
            leaveOn = text;
            return this;
        }

        /** Does not read until told to. */
        public Options paused() {
            paused = true;
            return this;
        }

        /** Connects. */
        public WebSocketClient connect(URI uri) {
            return result(uri, begin(uri));
        }

        private CompletableFuture<WebSocketClient> begin(URI uri) {
            WebSocket.Builder builder = HTTP.newWebSocketBuilder();
            headers.forEach(builder::header);
            if (subprotocols.length > 0) {
                builder.subprotocols(subprotocols[0], Arrays.copyOfRange(subprotocols, 1, subprotocols.length));
            }
            Recorder recorder = new Recorder(leaveOn, paused);
            return builder.buildAsync(uri, recorder).thenApply(socket -> new WebSocketClient(socket, recorder));
        }
    }
}
