// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes to the container's session: messages asynchronously; the rest, which has no such form, on a thread of its own. */
final class SessionWire implements Wire {

    @FunctionalInterface
    private interface Blocking {
        void write(RemoteEndpoint.Basic remote) throws IOException;
    }

    private final Session session;
    private final Executor executor;

    SessionWire(Session session, Executor executor) {
        this.session = session;
        this.executor = executor;
    }

    @Override
    public void write(Outgoing item, Consumer<@Nullable Throwable> done) {
        try {
            if (item instanceof Outgoing.Text text) {
                session.getAsyncRemote().sendText(text.text(), handler(done));
            } else if (item instanceof Outgoing.Binary binary) {
                session.getAsyncRemote().sendBinary(binary.bytes(), handler(done));
            } else {
                Blocking write = blocking(item);
                executor.execute(() -> run(write, done));
            }
        } catch (RuntimeException failure) {
            done.accept(told(failure));
        }
    }

    @Override
    public void writeHere(Outgoing item, Consumer<@Nullable Throwable> done) {
        run(blocking(item), done);
    }

    private Blocking blocking(Outgoing item) {
        if (item instanceof Outgoing.Text text) {
            return remote -> remote.sendText(text.text());
        }
        if (item instanceof Outgoing.Binary binary) {
            return remote -> remote.sendBinary(binary.bytes());
        }
        if (item instanceof Outgoing.TextPart part) {
            return remote -> remote.sendText(part.text(), part.last());
        }
        if (item instanceof Outgoing.BinaryPart part) {
            return remote -> remote.sendBinary(part.bytes(), part.last());
        }
        if (item instanceof Outgoing.Ping ping) {
            return remote -> remote.sendPing(ping.data());
        }
        if (item instanceof Outgoing.Pong pong) {
            return remote -> remote.sendPong(pong.data());
        }
        if (item instanceof Outgoing.Close close) {
            return remote -> session.close(close.reason());
        }
        if (item instanceof Outgoing.Farewell farewell) {
            return remote -> {
                farewell.announcement().run();
                session.close(farewell.close().reason());
            };
        }
        throw new IllegalArgumentException("not written to a session: " + item);
    }

    private void run(Blocking write, Consumer<@Nullable Throwable> done) {
        try {
            write.write(session.getBasicRemote());
            done.accept(null);
        } catch (IOException | RuntimeException | Error failure) {
            done.accept(told(failure));
        }
    }

    private SendHandler handler(Consumer<@Nullable Throwable> done) {
        return (SendResult result) -> done.accept(result.isOK() ? null : told(result.getException()));
    }

    /** A failure on a session that is no longer open is the connection's, whatever class the container chose for it. */
    private Throwable told(@Nullable Throwable failure) {
        if (failure == null) {
            return new IOException("the container did not say why it could not send");
        }
        return failure instanceof IOException || session.isOpen() ? failure : new IOException(failure);
    }
}
