// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Ordered, bounded sends of whole text messages on a session that is no hub's. None waits for the other side. */
public final class TextChannel {

    private final Session session;
    private final Outbox outbox;

    /**
     * Makes the channel of a session.
     *
     * @param writes threads for what the container writes only while its caller waits
     * @param maxBacklog most bytes that may wait to be written
     * @param overflow told when they would be more; the message that was one too many has failed
     */
    public TextChannel(Session session, Executor writes, int maxBacklog, Runnable overflow) {
        this.session = session;
        this.outbox = new Outbox(new SessionWire(session, writes), maxBacklog, backlog -> overflow.run());
    }

    /** Sends a message; completes when it has been written or has failed. */
    public CompletableFuture<Void> send(String text) {
        return outbox.offer(new Outgoing.Text(text));
    }

    /** Sends a ping without a payload. */
    public void ping() {
        outbox.offer(new Outgoing.Ping(ByteBuffer.wrap(new byte[0])));
    }

    /** Closes the session after all that was handed over before. */
    public CompletableFuture<Void> close(CloseReason reason) {
        return outbox.offer(new Outgoing.Close(reason));
    }

    /** Fails what waits, and whatever comes: the session has ended. */
    public void shut(String why) {
        outbox.shut(new IOException(why));
    }

    /** Closes the session past what waits, on this thread. */
    public void cutOff(CloseReason reason) {
        shut(reason.getReasonPhrase());
        try {
            session.close(reason);
        } catch (IOException | RuntimeException gone) {
            // it has ended already
        }
    }
}
