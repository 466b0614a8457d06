// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.connection.ServerSide;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.frame.FrameScanner;
import io.gracehub.gateway.frame.FrameScanner.Progress;
import io.gracehub.gateway.frame.Frames;
import io.gracehub.gateway.frame.Opcode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One session with a server: the direction from the server to the client, and the end of the other one.
 *
 * <pre>
 *   NEW --attached--&gt; CURRENT --Close frame--&gt; CLOSED --both Close frames, farewell--&gt; LEAVING --end, timer--&gt; (gone)
 *    |                 |   |                                                             ^
 *    +---abandon-------+---|-------------------------------------------------------------+
 *                          +--end without a Close frame: serverLost--&gt; (gone)
 * </pre>
 *
 * NEW: what comes is kept, and reading is off. CURRENT: buffers go to the client as they are, as long as the client
 * takes them; a Close frame is withheld until it is whole, as it may be a mark that the client must not see. CLOSED:
 * nothing more is passed; if the Close frame was passed to the client, its answer still goes to the server. LEAVING:
 * input is thrown away, and a timer ends it.
 */
final class RelayServer extends ChannelInboundHandlerAdapter implements ServerSide {

    private enum State {
        NEW,
        CURRENT,
        CLOSED,
        LEAVING
    }

    private final RelayContext context;
    private final FrameScanner scanner;
    private final RelayTimer timer = new RelayTimer();
    private State state = State.NEW;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable RelayClient client;
    private @Nullable ByteBuf withheld;
    private boolean midFrame;
    private boolean closeSent;
    private boolean ended;

    RelayServer(RelayContext context) {
        this.context = context;
        this.scanner = FrameScanner.ofServer(context.bounds().maxFrame());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    // From the server to the client.

    /** From now on this is the client's session; what has come already is passed a little later. */
    void attached(RelayClient client) {
        this.client = client;
        ctx().executor().execute(this::begin);
    }

    private void begin() {
        if (state != State.NEW) {
            return;
        }
        state = State.CURRENT;
        ByteBuf early = withheld;
        withheld = null;
        if (early != null) {
            relay(early);
            output().flush();
        }
        if (ended) {
            lost();
        }
        updateReading();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf in && state == State.CURRENT) {
            relay(in);
        } else {
            if (message instanceof ByteBuf in && state == State.NEW) {
                withhold(in, in.readableBytes());
            }
            ReferenceCountUtil.release(message);
        }
    }

    private void relay(ByteBuf in) {
        boolean passed = false;
        try {
            client().busy();
            while (!passed && state == State.CURRENT && in.isReadable()) {
                passed = step(in);
            }
        } finally {
            if (!passed) {
                in.release();
            }
        }
        updateReading();
    }

    /** Passes on all of a buffer, or up to the next point that matters. Returns whether the buffer itself was passed. */
    private boolean step(ByteBuf in) {
        RelayOutput output = output();
        ByteBuffer view = RelayBuffers.view(in);
        int from = view.position();
        long before = scanner.messages();
        Progress progress;
        do {
            progress = scanner.scan(view);
        } while (progress == Progress.FRAME && !scanner.closed() && !output.waiting());
        int scanned = view.position() - from;
        boolean special = progress == Progress.VIOLATION || inClose();
        int passing = special ? Math.max(scanner.frameStart() - from, 0) : scanned;
        context.traffic().toClients().passed(passing, scanner.messages() - before);
        if (passing == in.readableBytes() && progress == Progress.MORE) {
            output.write(in);
            return true;
        }
        output.write(in.readRetainedSlice(passing));
        stepped(in, progress, scanned - passing);
        return false;
    }

    private void stepped(ByteBuf in, Progress progress, int rest) {
        if (progress == Progress.VIOLATION) {
            violated();
        } else if (inClose()) {
            withhold(in, rest);
            if (scanner.closed()) {
                closing();
            }
        } else {
            output().boundary();
        }
    }

    private void withhold(ByteBuf in, int length) {
        if (withheld == null) {
            withheld = ctx().alloc().buffer(length);
        }
        withheld.writeBytes(in, length);
    }

    private void closing() {
        ByteBuf frame = withheld == null ? Unpooled.EMPTY_BUFFER : withheld;
        withheld = null;
        state = State.CLOSED;
        await(context.bounds().closeReply());
        RelayClient told = client();
        if (told.events().serverClosing(this, scanner.closeStatus()) || told.hasClosed()) {
            told.passClose(frame, this);
        } else {
            frame.release();
            told.detach(this);
        }
        if (closeSent) {
            await(context.bounds().end());
        }
    }

    private void violated() {
        CloseStatus violation = scanner.violation();
        if (violation != null) {
            RelayClient told = client();
            leave(new CloseStatus(CloseStatus.GATEWAY_CLOSES.code(), violation.reason()));
            told.close(violation);
        }
    }

    private boolean inClose() {
        return scanner.opcode() == Opcode.CLOSE;
    }

    /** Whether what the client has got of this session ends between two frames. */
    boolean betweenFrames() {
        boolean refusedWhole = scanner.violation() != null && scanner.frameStart() >= 0;
        return scanner.betweenFrames() || inClose() || refusedWhole;
    }

    /** Whether what the client has got of this session ends between two messages. */
    boolean betweenMessages() {
        return betweenFrames() && !scanner.inFragments();
    }

    /** Whether more may come for the client. */
    boolean feeding() {
        return state == State.CURRENT;
    }

    /** Reads as long as the client takes what comes, or what comes is thrown away. */
    void updateReading() {
        boolean reading = switch (state) {
            case NEW -> false;
            case CURRENT -> output().writable() || output().closed();
            case CLOSED, LEAVING -> true;
        };
        ctx().channel().config().setAutoRead(reading);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (client != null) {
            client.output().flush();
        }
    }

    // From the client to the server.

    /** Passes on what the client has sent; it ends between two frames or within one. */
    void send(ByteBuf bytes, boolean betweenFrames) {
        if (state == State.LEAVING || closeSent) {
            bytes.release();
        } else {
            midFrame = !betweenFrames;
            ctx().write(bytes, ctx().voidPromise());
        }
    }

    /** What has been sent ends with the client's Close frame. */
    void closeSent() {
        closeSent = true;
        if (state == State.CLOSED) {
            await(context.bounds().end());
            closeIfAnswered();
        }
    }

    void flush() {
        ctx().flush();
    }

    boolean writable() {
        return ctx().channel().isWritable();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (client != null) {
            client.updateReading();
        }
    }

    // Its end.

    /** The client's TCP connection has ended: so does this one, after what is under way and a Close frame's answer. */
    void clientGone() {
        if (state == State.LEAVING) {
            return;
        }
        state = State.LEAVING;
        dropWithheld();
        await(context.bounds().end());
        if (closeSent) {
            ctx().flush();
        } else {
            ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
        updateReading();
    }

    @Override
    public void farewell() {
        if (state == State.CLOSED) {
            leave(scanner.closeStatus().answer());
        } else {
            abandon();
        }
    }

    @Override
    public void abandon() {
        if (state == State.CLOSED) {
            farewell();
        } else {
            leave(CloseStatus.GATEWAY_CLOSES);
        }
    }

    @Override
    public void cut() {
        ctx().close();
    }

    private void leave(CloseStatus status) {
        if (state == State.LEAVING) {
            return;
        }
        state = State.LEAVING;
        dropWithheld();
        if (client != null) {
            client.detach(this);
        }
        await(context.bounds().end());
        if (ended || (midFrame && !closeSent)) {
            ctx().close();
        } else if (!closeSent) {
            closeSent = true;
            byte[] frame = Frames.toServer(Opcode.CLOSE, Frames.closePayload(status));
            ctx().writeAndFlush(Unpooled.wrappedBuffer(frame));
        }
        updateReading();
    }

    private void await(Duration bound) {
        timer.start(ctx().channel().eventLoop(), bound, () -> ctx().close());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            inputEnded();
        }
    }

    private void inputEnded() {
        ended = true;
        switch (state) {
            case NEW -> {}
            case CURRENT -> lost();
            case CLOSED -> closeIfAnswered();
            case LEAVING -> ctx().close();
        }
    }

    /** A server may shut down its output with its Close frame, and still wait for the answer. */
    private void closeIfAnswered() {
        if (ended && closeSent) {
            ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended = true;
        timer.cancel();
        if (state == State.CURRENT) {
            lost();
        } else if (state == State.CLOSED) {
            state = State.LEAVING;
            client().sessionEnded(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void lost() {
        if (state == State.CURRENT) {
            boolean midMessage = !betweenMessages();
            state = State.LEAVING;
            dropWithheld();
            ctx().close();
            client().sessionLost(this, midMessage);
        }
    }

    private void dropWithheld() {
        if (withheld != null) {
            withheld.release();
            withheld = null;
        }
    }

    private RelayOutput output() {
        return client().output();
    }

    private RelayClient client() {
        if (client == null) {
            throw new IllegalStateException("not attached");
        }
        return client;
    }

    private ChannelHandlerContext ctx() {
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return ctx;
    }
}
