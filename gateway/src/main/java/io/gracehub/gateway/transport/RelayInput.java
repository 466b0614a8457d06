// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.frame.FrameScanner;
import io.gracehub.gateway.frame.FrameScanner.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The direction from a client to its servers, as long as the client has sent no Close frame.
 *
 * <pre>
 *                hold                 end of a message, or none under way
 *   FORWARDING --------&gt; HOLDING ----------------------------------------&gt; HELD
 *     ^  |  ^   release    |                                                 |
 *     |  |  +--------------+                                                 |
 *     |  +-- the session is lost or left: HOLDING or HELD without being asked|
 *     +------------------------ attach, release: what was kept goes first ---+
 * </pre>
 *
 * Buffers are passed on as they come: the client's masks serve the gateway's own connection to the server as well. While
 * HELD what comes is scanned and kept, so that what is kept and what comes later make one stream again. If a session
 * ends within a message of the client, the rest of that message is dropped. Whoever does not take what comes is the
 * reason for not reading it: the server, in FORWARDING; the bound of what is kept, and a client that does not read its
 * Pongs, in HELD.
 */
final class RelayInput {

    private enum Flow {
        FORWARDING,
        HOLDING,
        HELD
    }

    private final RelayClient client;
    private final RelayContext context;
    private final ChannelHandlerContext ctx;
    private final FrameScanner scanner;
    private Flow flow = Flow.FORWARDING;
    private @Nullable RelayServer session;
    private @Nullable RelayKept kept;
    private long forwarded;
    private boolean dropping;
    private boolean holdWanted;
    private boolean closed;

    /** Of this client, whose handler has this context. */
    RelayInput(RelayClient client, RelayContext context, ChannelHandlerContext ctx) {
        this.client = client;
        this.context = context;
        this.ctx = ctx;
        this.scanner = FrameScanner.ofClient(context.bounds().maxFrame());
    }

    /** Takes all of a buffer, or up to the next point that matters. Returns whether the buffer itself was passed on. */
    boolean take(ByteBuf in) {
        RelayServer to = session;
        if (flow == Flow.HELD) {
            keep(in);
        } else if (dropping || to == null) {
            drop(in);
        } else {
            return forward(in, to);
        }
        return false;
    }

    private boolean forward(ByteBuf in, RelayServer to) {
        ByteBuffer view = RelayBuffers.view(in);
        int from = view.position();
        long before = scanner.messages();
        Progress progress = scan(view);
        int scanned = progress == Progress.VIOLATION ? Math.max(scanner.frameStart(), from) : view.position();
        int passing = scanned - from;
        long messages = scanner.messages() - before;
        forwarded += messages;
        context.traffic().toServers().passed(passing, messages);
        if (passing == in.readableBytes() && progress == Progress.MORE) {
            to.send(in, scanner.betweenFrames());
            return true;
        }
        to.send(in.readRetainedSlice(passing), betweenFrames());
        special(progress);
        return false;
    }

    private void special(Progress progress) {
        if (progress == Progress.VIOLATION) {
            violated();
        } else if (scanner.closed()) {
            closed();
        } else if (flow == Flow.HOLDING && scanner.betweenMessages()) {
            flow = Flow.HELD;
            tellHeld();
        }
    }

    /** Scans to the end, a violation, a Close frame, or where a wanted boundary is. */
    private Progress scan(ByteBuffer view) {
        Progress progress;
        do {
            progress = scanner.scan(view);
        } while (progress == Progress.FRAME
                && !scanner.closed()
                && !((flow == Flow.HOLDING || dropping) && scanner.betweenMessages()));
        return progress;
    }

    private boolean betweenFrames() {
        return scanner.betweenFrames() || (scanner.violation() != null && scanner.frameStart() >= 0);
    }

    /** The rest of a message whose beginning is lost. */
    private void drop(ByteBuf in) {
        ByteBuffer view = RelayBuffers.view(in);
        int from = view.position();
        Progress progress = scan(view);
        in.skipBytes(view.position() - from);
        if (scanner.closed()) {
            keepClose();
        } else {
            dropping = !scanner.betweenMessages();
            special(progress);
        }
    }

    /** A Close frame within the message whose rest is dropped. */
    private void keepClose() {
        dropping = false;
        closed = true;
        flow = Flow.HELD;
        kept = RelayKept.closeFrame(scanner.closeStatus());
        if (session != null) {
            forwardKept(session);
        } else {
            tellHeld();
        }
    }

    private void keep(ByteBuf in) {
        if (kept == null) {
            kept = new RelayKept(ctx.alloc());
        }
        Progress progress = kept.add(in, scanner, client.output()::pong);
        if (progress == Progress.VIOLATION) {
            violated();
        } else if (scanner.closed()) {
            closed = true;
        }
    }

    /** Throws away what comes, up to the client's Close frame. */
    void awaitClose(ByteBuf in) {
        ByteBuffer view = RelayBuffers.view(in);
        Progress progress;
        do {
            progress = scanner.scan(view); // past boundaries too, also one that was waited for
        } while (progress == Progress.FRAME && !scanner.closed());
        in.skipBytes(in.readableBytes());
        closed = progress != Progress.VIOLATION && scanner.closed();
    }

    private void violated() {
        CloseStatus violation = scanner.violation();
        if (violation != null) {
            client.violated(violation);
        }
    }

    private void closed() {
        closed = true;
        client.closeForwarded();
    }

    /** See {@link RelayClient#hold}. */
    void hold() {
        holdWanted = true;
        if (flow == Flow.FORWARDING) {
            flow = scanner.betweenMessages() ? Flow.HELD : Flow.HOLDING;
        }
        if (flow == Flow.HELD) {
            ctx.channel().eventLoop().execute(this::tellHeld);
        }
    }

    private void tellHeld() {
        if (holdWanted && flow == Flow.HELD) {
            holdWanted = false;
            client.events().held(forwarded);
        }
    }

    /** See {@link RelayClient#release}. */
    void release() {
        holdWanted = false;
        RelayServer to = session;
        if (to != null && flow == Flow.HELD) {
            forwardKept(to);
        } else if (to != null) {
            flow = Flow.FORWARDING;
        }
    }

    private void forwardKept(RelayServer to) {
        flow = Flow.FORWARDING;
        RelayKept held = kept;
        kept = null;
        if (held != null) {
            forwarded += held.messages();
            context.traffic().toServers().passed(held.size(), held.messages());
            to.send(held.take(), scanner.betweenFrames());
            to.flush();
        }
        if (closed) {
            client.closeForwarded();
        }
    }

    /** What comes, and what was kept, goes to this session. */
    void attach(RelayServer to) {
        session = to;
        forwarded = 0;
        holdWanted = false;
        if (flow == Flow.HELD) {
            forwardKept(to);
        } else {
            dropping = !scanner.betweenMessages();
            flow = Flow.FORWARDING;
        }
    }

    /** Nothing more goes to this session. Returns whether it was the present one. */
    boolean detach(RelayServer from) {
        if (session != from) {
            return false;
        }
        session = null;
        if (flow != Flow.HELD) {
            dropping = !scanner.betweenMessages();
            flow = dropping ? Flow.HOLDING : Flow.HELD;
        }
        return true;
    }

    /** The present session, if there is one. */
    @Nullable
    RelayServer session() {
        return session;
    }

    /** Whether the client's Close frame has come. */
    boolean isClosed() {
        return closed;
    }

    /** Whether there is a place for what comes. */
    boolean reading() {
        RelayServer to = session;
        if (flow != Flow.HELD) {
            return to == null || dropping || to.writable();
        }
        boolean room = kept == null || kept.size() < RelayBounds.KEPT;
        return closed || (room && client.output().writable());
    }

    /** Drops what was kept: the connection ends. */
    void forget() {
        dropping = false;
        holdWanted = false;
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }
}
