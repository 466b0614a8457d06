// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.connection.ClientSide;
import io.gracehub.gateway.connection.ServerSide;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.frame.FrameScanner;
import io.gracehub.gateway.frame.FrameScanner.Progress;
import io.gracehub.gateway.frame.Opcode;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of its connection, and the direction from the client to the servers. (The other direction is
 * {@link RelayServer}'s; what the gateway adds to it is {@link RelayOutput}'s.)
 *
 * <pre>
 *                hold                 end of a message, or none under way
 *   FORWARDING --------&gt; HOLDING ----------------------------------------&gt; HELD
 *     ^  |  ^   release    |                                                 |
 *     |  |  +--------------+                                                 |
 *     |  +-- the session is lost or left: HOLDING or HELD without being asked|
 *     +------------------------ attach, release: what was kept goes first ---+
 *
 *   FORWARDING, HELD --the client's Close frame has gone to the server--&gt; CLOSED --answered, timer--&gt; GONE
 *   any of these --close, a violation, idle--&gt; CLOSING --the client's Close frame, its end, timer--&gt; GONE
 *   any --the client's end without a Close frame--&gt; GONE (and so does the session)
 * </pre>
 *
 * Buffers are passed on as they come: the client's masks serve the gateway's own connection to the server as well. While
 * HELD what comes is scanned and kept, so that what is kept and what comes later make one stream again. If a session
 * ends within a message of the client, the rest of that message is dropped. Whoever does not take what comes is the
 * reason for not reading it: the server, in FORWARDING; the bound of what is kept, and a client that does not read its
 * Pongs, in HELD.
 */
final class RelayClient extends ChannelInboundHandlerAdapter implements ClientSide {

    private enum State {
        FORWARDING,
        HOLDING,
        HELD,
        CLOSED,
        CLOSING,
        GONE
    }

    private static final CloseStatus IDLE = new CloseStatus(CloseStatus.GOING_AWAY, "idle for too long");
    private static final CloseStatus TOO_SLOW =
            new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too much is waiting to be delivered");

    private final RelayContext context;
    private final HandshakeRequest request;
    private final @Nullable String protocol;
    private final FrameScanner scanner;
    private final RelayTimer timer = new RelayTimer();
    private State state = State.FORWARDING;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable RelayOutput output;
    private @Nullable RelayEvents events;
    private @Nullable RelayServer session;
    private @Nullable RelayKept kept;
    private long forwarded;
    private boolean dropping;
    private boolean holdWanted;
    private boolean closeSeen;
    private boolean busy;
    private int quietChecks;

    /** Of a client with this handshake, to which its first server has answered with this subprotocol. */
    RelayClient(RelayContext context, HandshakeRequest request, @Nullable String protocol) {
        this.context = context;
        this.request = request;
        this.protocol = protocol;
        this.scanner = FrameScanner.ofClient(context.bounds().maxFrame());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        this.output = new RelayOutput(ctx);
    }

    /** Begins with its first session; before any byte is read. */
    void begin(RelayEvents events, RelayServer first) {
        this.events = events;
        attach(first);
        new RelayIdle(this, context.bounds().idle()).begin();
    }

    // From the client.

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ReferenceCountUtil.release(message);
            return;
        }
        busy = true;
        boolean passed = false;
        try {
            while (!passed && in.isReadable() && wanted()) {
                passed = take(in);
            }
        } finally {
            if (!passed) {
                in.release();
            }
        }
        updateReading();
    }

    private boolean wanted() {
        return !closeSeen && state != State.GONE;
    }

    /** Takes all of a buffer, or up to the next point that matters. Returns whether the buffer itself was passed on. */
    private boolean take(ByteBuf in) {
        RelayServer to = session;
        if (state == State.HELD) {
            keep(in);
        } else if (state == State.CLOSING) {
            awaitClose(in);
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
            clientClosed();
        } else if (state == State.HOLDING && scanner.betweenMessages()) {
            state = State.HELD;
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
                && !((state == State.HOLDING || dropping) && scanner.betweenMessages()));
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
        closeSeen = true;
        state = State.HELD;
        kept = RelayKept.closeFrame(scanner.closeStatus());
        if (session != null) {
            forwardKept(session);
        } else {
            tellHeld();
        }
    }

    private void keep(ByteBuf in) {
        if (kept == null) {
            kept = new RelayKept(ctx().alloc());
        }
        Progress progress = kept.add(in, scanner, output()::pong);
        if (progress == Progress.VIOLATION) {
            violated();
        } else if (scanner.closed()) {
            closeSeen = true;
        }
    }

    private void awaitClose(ByteBuf in) {
        Progress progress = scan(RelayBuffers.view(in));
        in.skipBytes(in.readableBytes());
        if (progress != Progress.VIOLATION && scanner.closed()) {
            closeSeen = true;
            finishIfClosed();
        }
    }

    private void violated() {
        CloseStatus violation = scanner.violation();
        if (violation != null) {
            violated(violation);
        }
    }

    /** The client has broken a rule: its connection ends, and the session with it. */
    void violated(CloseStatus violation) {
        RelayServer ending = session;
        close(violation);
        if (ending != null) {
            ending.abandon();
        }
    }

    private void clientClosed() {
        closeSeen = true;
        state = State.CLOSED;
        if (session != null) {
            session.closeSent();
        }
        await(context.bounds().closeReply());
        finishIfClosed();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (session != null) {
            session.flush();
        }
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (session != null) {
            session.updateReading();
        }
        updateReading();
    }

    /** Reads as long as there is a place for what comes; see above. */
    void updateReading() {
        if (state == State.GONE) {
            return;
        }
        boolean reading = switch (state) {
            case FORWARDING, HOLDING -> session == null || dropping || session.writable();
            case HELD -> closeSeen || ((kept == null || kept.size() < RelayBounds.KEPT) && output().writable());
            case CLOSED, CLOSING, GONE -> true;
        };
        ctx().channel().config().setAutoRead(reading);
    }

    // What the connection asks for.

    @Override
    public Loop loop() {
        return Loops.of(ctx().channel().eventLoop());
    }

    @Override
    public void hold() {
        holdWanted = true;
        if (state == State.FORWARDING) {
            state = scanner.betweenMessages() ? State.HELD : State.HOLDING;
        }
        if (state == State.HELD) {
            ctx().channel().eventLoop().execute(this::tellHeld);
        }
    }

    private void tellHeld() {
        if (holdWanted && state == State.HELD) {
            holdWanted = false;
            events().held(forwarded);
        }
    }

    @Override
    public void release() {
        holdWanted = false;
        if (session == null) {
            return;
        }
        if (state == State.HOLDING) {
            state = State.FORWARDING;
        } else if (state == State.HELD) {
            forwardKept(session);
        }
        updateReading();
    }

    private void forwardKept(RelayServer to) {
        state = State.FORWARDING;
        RelayKept held = kept;
        kept = null;
        if (held != null) {
            forwarded += held.messages();
            context.traffic().toServers().passed(held.size(), held.messages());
            to.send(held.take(), scanner.betweenFrames());
            to.flush();
        }
        if (closeSeen) {
            clientClosed();
        }
    }

    @Override
    public Dialing dial(Server server) {
        return new RelayDialing(context, server, this).begin(ctx().channel().eventLoop());
    }

    @Override
    public void attach(ServerSide next) {
        RelayServer to = (RelayServer) next;
        if (state == State.CLOSED || state == State.CLOSING || state == State.GONE) {
            to.abandon();
            return;
        }
        if (output().midMessage()) {
            to.abandon();
            close(CloseStatus.SERVICE_RESTART);
            return;
        }
        if (session != null) {
            session.abandon();
        }
        session = to;
        forwarded = 0;
        holdWanted = false;
        output().source(to);
        to.attached(this);
        if (state == State.HELD) {
            forwardKept(to);
        } else {
            dropping = !scanner.betweenMessages();
            state = State.FORWARDING;
        }
        updateReading();
    }

    @Override
    public void deliver(LinkMessage.Payload message) {
        boolean room = true;
        if (message instanceof LinkMessage.Payload.Text text) {
            room = output().deliver(Opcode.TEXT, text.text().getBytes(StandardCharsets.UTF_8));
        } else if (message instanceof LinkMessage.Payload.Binary binary) {
            room = output().deliver(Opcode.BINARY, binary.bytes());
        }
        output().flush();
        if (!room) {
            close(TOO_SLOW);
        }
    }

    @Override
    public void close(CloseStatus status) {
        if (state == State.CLOSING || state == State.GONE) {
            return;
        }

        state = State.CLOSING;
        dropping = false;
        dropKept();
        await(context.bounds().end());
        output().close(status);
        output().flush();
        if (output().cutOff()) {
            ctx().close();
        }
        finishIfClosed();
        updateReading();
        if (session != null) {
            session.updateReading();
        }
    }

    // What becomes of its session.

    /** Passes on a Close frame of the present session; the client's answer goes there. */
    void passClose(ByteBuf frame, RelayServer from) {
        release();
        output().passClose(frame);
        output().flush();
        if (state == State.GONE) {
            from.farewell();
        } else if (state != State.CLOSING) {
            await(context.bounds().closeReply());
        }
        finishIfClosed();
    }

    /** Whether the client has closed, and waits for the answer. */
    boolean hasClosed() {
        return state == State.CLOSED;
    }

    /** Nothing more goes to this session, if it is the present one. */
    void detach(RelayServer from) {
        if (session != from) {
            return;
        }
        session = null;
        if (state == State.FORWARDING || state == State.HOLDING) {
            dropping = !scanner.betweenMessages();
            state = dropping ? State.HOLDING : State.HELD;
        }
        if (state == State.CLOSING && output().cutOff()) {
            ctx().close();
        }
        updateReading();
    }

    /** A session has ended after its Close frame. */
    void sessionEnded(RelayServer from) {
        if (session == from && (state == State.FORWARDING || state == State.CLOSED)) {
            session = null;
            state = State.CLOSING;
            await(context.bounds().end());
        }
    }

    /** A session has ended without a Close frame. */
    void sessionLost(RelayServer from, boolean midMessage) {
        boolean present = session == from;
        detach(from);
        output().flush();
        if (state == State.CLOSED) {
            ctx().close();
        }
        if (present && state != State.CLOSED) {
            events().serverLost(from, midMessage);
        }
    }

    /** Something has come from either end. */
    void busy() {
        busy = true;
    }

    /** Called four times in the time that a connection may be idle; closes one that has been. */
    boolean checkIdle() {
        quietChecks = busy ? 0 : quietChecks + 1;
        busy = false;
        if (quietChecks >= RelayIdle.CHECKS && state != State.GONE) {
            violated(IDLE);
        }
        return state != State.GONE;
    }

    // Its end.

    private void finishIfClosed() {
        if (closeSeen && output().closed() && state != State.GONE) {
            await(context.bounds().end());
            ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void await(Duration bound) {
        timer.start(ctx().channel().eventLoop(), bound, () -> ctx().close());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        boolean ended = event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent;
        if (ended && !closeSeen) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone();
    }

    /** The TCP connection has ended. */
    void gone() {
        if (state == State.GONE) {
            return;
        }
        state = State.GONE;
        timer.cancel();
        dropKept();
        output().shut();
        if (session != null) {
            session.clientGone();
            session = null;
        }
        events().clientGone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void dropKept() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }

    RelayOutput output() {
        return present(output);
    }

    RelayEvents events() {
        return present(events);
    }

    HandshakeRequest request() {
        return request;
    }

    @Nullable
    String protocol() {
        return protocol;
    }

    private ChannelHandlerContext ctx() {
        return present(ctx);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not yet in a pipeline");
        }
        return value;
    }
}
