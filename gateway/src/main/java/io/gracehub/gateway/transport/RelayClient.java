// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.connection.ClientSide;
import io.gracehub.gateway.connection.ServerSide;
import io.gracehub.gateway.frame.CloseStatus;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of its connection. What comes from the client is {@link RelayInput}'s; what comes from its servers is
 * {@link RelayServer}'s, and what the gateway adds to that is {@link RelayOutput}'s.
 *
 * <pre>
 *   OPEN --the client's Close frame has gone to the server--&gt; CLOSED --answered, timer--&gt; GONE
 *     |                                                         |
 *     +-- close, a violation, idle; the session has ended ------+--&gt; CLOSING --the client's Close frame, its end, timer--&gt; GONE
 *   any --the client's end without a Close frame--&gt; GONE (and so does the session)
 * </pre>
 *
 * OPEN: both directions flow, or one is held. CLOSED: the client sends nothing any more, and waits for its server's
 * Close frame. CLOSING: the client has got a Close frame, or gets one at the end of the present frame; its input is
 * thrown away until it answers.
 */
final class RelayClient extends ChannelInboundHandlerAdapter implements ClientSide {

    private enum State {
        OPEN,
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
    private final RelayTimer timer = new RelayTimer();
    private State state = State.OPEN;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable RelayOutput output;
    private @Nullable RelayEvents events;
    private @Nullable RelayInput input;
    private boolean busy;
    private int quietChecks;

    /** Of a client with this handshake, to which its first server has answered with this subprotocol. */
    RelayClient(RelayContext context, HandshakeRequest request, @Nullable String protocol) {
        this.context = context;
        this.request = request;
        this.protocol = protocol;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        this.output = new RelayOutput(ctx);
        this.input = new RelayInput(this, context, ctx);
    }

    /** Begins with its first session; before any byte is read. */
    void begin(RelayEvents events, RelayServer first) {
        this.events = events;
        attach(first);
        new RelayIdle(this::checkIdle, ctx().channel(), context.bounds().idle()).begin();
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

    /** Takes all of a buffer, or up to the next point that matters. Returns whether the buffer itself was passed on. */
    private boolean take(ByteBuf in) {
        if (state == State.OPEN) {
            return input().take(in);
        }
        input().awaitClose(in);
        finishIfClosed();
        return false;
    }

    private boolean wanted() {
        return !input().isClosed() && state != State.GONE;
    }

    /** The client has broken a rule: its connection ends, and the session with it. */
    void violated(CloseStatus violation) {
        RelayServer ending = session();
        close(violation);
        if (ending != null) {
            ending.abandon();
        }
    }

    /** The client's Close frame has gone to the session. */
    void closeForwarded() {
        state = State.CLOSED;
        RelayServer present = session();
        if (present != null) {
            present.closeSent();
        }
        await(context.bounds().closeReply());
        finishIfClosed();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        RelayServer present = session();
        if (present != null) {
            present.flush();
        }
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        RelayServer present = session();
        if (present != null) {
            present.updateReading();
        }
        updateReading();
    }

    /** Reads as long as there is a place for what comes; see above. */
    void updateReading() {
        if (state == State.GONE) {
            return;
        }
        ctx().channel().config().setAutoRead(state != State.OPEN || input().reading());
    }

    // What the connection asks for.

    @Override
    public Loop loop() {
        return Loops.of(ctx().channel().eventLoop());
    }

    @Override
    public void hold() {
        if (state == State.OPEN) {
            input().hold();
        }
    }

    @Override
    public void release() {
        if (state == State.OPEN) {
            input().release();
            updateReading();
        }
    }

    @Override
    public Dialing dial(Server server) {
        return new RelayDialing(context, server, this).begin(ctx().channel().eventLoop());
    }

    @Override
    public void attach(ServerSide next) {
        RelayServer to = (RelayServer) next;
        if (state != State.OPEN) {
            to.abandon();
            return;
        }
        if (output().midMessage()) {
            to.abandon();
            close(CloseStatus.restart());
            return;
        }
        RelayServer present = session();
        if (present != null) {
            present.abandon();
        }
        output().source(to);
        to.attached(this);
        input().attach(to);
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
        input().forget();
        await(context.bounds().end());
        output().close(status);
        output().flush();
        if (output().cutOff()) {
            ctx().close();
        }
        finishIfClosed();
        updateReading();
        RelayServer present = session();
        if (present != null) {
            present.updateReading();
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
        if (!input().detach(from)) {
            return;
        }
        if (state == State.CLOSING && output().cutOff()) {
            ctx().close();
        }
        updateReading();
    }

    /** A session has ended after its Close frame. */
    void sessionEnded(RelayServer from) {
        if ((state == State.OPEN || state == State.CLOSED) && input().detach(from)) {
            state = State.CLOSING;
            await(context.bounds().end());
        }
    }

    /** A session has ended without a Close frame. */
    void sessionLost(RelayServer from, boolean midMessage) {
        boolean present = session() == from;
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
        if (input().isClosed() && output().closed() && state != State.GONE) {
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
        if (ended && !input().isClosed()) {
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
        input().forget();
        output().shut();
        RelayServer ending = session();
        if (ending != null) {
            ending.clientGone();
        }
        events().clientGone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private @Nullable RelayServer session() {
        return input().session();
    }

    private RelayInput input() {
        return present(input);
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
