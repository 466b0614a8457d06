// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Sends that do not wait. */
final class AsyncRemote extends Remote implements RemoteEndpoint.Async {

    private volatile long sendTimeout;

    AsyncRemote(Connection connection) {
        super(connection);
    }

    @Override
    public long getSendTimeout() {
        return sendTimeout;
    }

    /** A timeout of 0 or less means none to the specification; here the server's own bound then holds. */
    @Override
    public void setSendTimeout(long milliseconds) {
        sendTimeout = milliseconds;
        connection.sendTimeout(milliseconds);
    }

    @Override
    public void sendText(String text, SendHandler handler) {
        tell(Remotes.notNull(handler), connection.offer(new Outgoing.Text(Remotes.notNull(text))));
    }

    @Override
    public Future<Void> sendText(String text) {
        return connection.offer(new Outgoing.Text(Remotes.notNull(text)));
    }

    @Override
    public Future<Void> sendBinary(ByteBuffer data) {
        return binary(data);
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler handler) {
        tell(Remotes.notNull(handler), binary(data));
    }

    private CompletableFuture<Void> binary(ByteBuffer data) {
        return connection.offer(new Outgoing.Binary(Payload.copy(Remotes.notNull(data))));
    }

    @Override
    public Future<Void> sendObject(Object data) {
        return connection.offer(Payload.snapshot(Remotes.notNull(data)));
    }

    @Override
    public void sendObject(Object data, SendHandler handler) {
        tell(Remotes.notNull(handler), connection.offer(Payload.snapshot(Remotes.notNull(data))));
    }

    private static void tell(SendHandler handler, CompletableFuture<Void> written) {
        written.whenComplete(
                (done, failure) -> handler.onResult(failure == null ? new SendResult() : new SendResult(failure)));
    }
}
