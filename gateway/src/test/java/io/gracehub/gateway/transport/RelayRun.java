// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.config.GatewaySettings;
import io.gracehub.gateway.connection.ClientSide;
import io.gracehub.gateway.connection.ServerSide;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.frame.NaiveFrames;
import io.gracehub.link.LinkMessage.Payload;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Both ends of a relayed connection without a network, and all that was said at each. */
final class RelayRun implements RelayEvents {

    static final int MAX_FRAME = 1000;
    private static final int MOST_SESSIONS = 6;
    private static final RelayBounds BOUNDS = new RelayBounds(
            MAX_FRAME, 4096, Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(9), Duration.ofSeconds(5));
    private static final RelayContext CONTEXT = new RelayContext(
            new ServerDialer(
                    new Loops(1),
                    Tls.towardsServers(new GatewaySettings.ServerTls(Optional.empty())),
                    Duration.ofSeconds(2)),
            BOUNDS,
            new Traffic(),
            true);

    /** A session with a server. */
    static final class Session {

        final RelayServer end = new RelayServer(CONTEXT);
        final PipedChannel channel = new PipedChannel(new Runs(), end);
        final ByteArrayOutputStream said = new ByteArrayOutputStream();

        /** Within the channel: what is asked to run later then does, and not with the next write. */
        void runs(Runnable task) {
            channel.writeInbound(task);
        }

        void says(byte[] bytes) {
            if (channel.isOpen()) {
                said.writeBytes(bytes);
                channel.receive(bytes);
            }
        }
    }

    private static final class Runs extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Runnable task) {
                task.run();
            } else {
                ctx.fireChannelRead(message);
            }
        }
    }

    final List<Session> sessions = new ArrayList<>();
    final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
    final List<byte[]> delivered = new ArrayList<>();
    final PipedChannel client;
    private final RelayClient relay;
    private boolean marks;
    private boolean disturbed;
    private boolean asked;
    private long held = -1;

    RelayRun() {
        this(relay -> new ChannelHandler[0]);
    }

    /** With what stands between the client and its relay. */
    RelayRun(Function<RelayClient, ChannelHandler[]> between) {
        DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/chat");
        relay = new RelayClient(CONTEXT, HandshakeRequest.of(request, new EmbeddedChannel()), null);
        client = new PipedChannel(between.apply(relay));
        client.pipeline().addLast(relay);
        sessions.add(new Session());
        relay.begin(this, session().end);
        run();
    }

    Session session() {
        return sessions.get(sessions.size() - 1);
    }

    /** Whether nobody has ended anything, and no message was given up on purpose. */
    boolean undisturbed() {
        return !disturbed;
    }

    // What happens.

    void clientSays(byte[] bytes) {
        if (client.isOpen()) {
            fromClient.writeBytes(bytes);
            client.receive(bytes);
        }
        run();
    }

    void serverSays(byte[] bytes) {
        session().says(bytes);
        run();
    }

    void hold() {
        asked = true;
        relay.hold();
        run();
    }

    void release() {
        asked = false;
        held = -1;
        relay.release();
        run();
    }

    /** Carries the client to another session, which has said something already. */
    void move(byte[] early) {
        if (sessions.size() == MOST_SESSIONS) {
            return;
        }
        disturbed |= held < 0 && midMessage(fromClient.toByteArray(), true);
        disturbed |= midMessage(session().said.toByteArray(), false);
        Session next = new Session();
        next.says(early);
        sessions.add(next);
        asked = false;
        held = -1;
        next.runs(() -> relay.attach(next.end));
        run();
    }

    private static boolean midMessage(byte[] stream, boolean masked) {
        NaiveFrames read = NaiveFrames.of(stream, masked, MAX_FRAME);
        boolean fragments = false;
        int end = 0;
        for (NaiveFrames.Frame frame : read.frames()) {
            fragments = frame.control() ? fragments : !frame.fin();
            end = frame.end();
        }
        return fragments || end < stream.length;
    }

    void deliver(byte[] message) {
        delivered.add(message);
        relay.deliver(new Payload.Binary(message));
        run();
    }

    void close(int code) {
        disturbed = true;
        relay.close(new CloseStatus(code, "the gateway's own"));
        run();
    }

    void clientGoes() {
        disturbed = true;
        client.close();
        run();
    }

    void serverGoes() {
        disturbed = true;
        session().channel.close();
        run();
    }

    /** From now on a Close frame of a server is a mark that the client must not see, or it is none. */
    void marks(boolean on) {
        marks = on;
    }

    void pass(Duration time) {
        client.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        client.runScheduledPendingTasks();
        for (Session each : sessions) {
            each.channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
            each.channel.runScheduledPendingTasks();
        }
        run();
    }

    /** Runs what is due at all ends, and looks at a client that is held. */
    private void run() {
        for (int i = 0; i < 3; i++) {
            client.sent();
            sessions.forEach(each -> each.channel.sent());
        }
        if (held >= 0 && session().channel.isOpen()) {
            byte[] forwarded = session().channel.sent();
            assertThat(NaiveFrames.of(forwarded, true, MAX_FRAME).frames())
                    .as("whole messages that a client which is held has sent")
                    .filteredOn(frame -> !frame.control() && frame.fin())
                    .hasSize((int) held);
            assertThat(midMessage(forwarded, true))
                    .as("a client that is held is between two messages")
                    .isFalse();
        }
    }

    /** All of it ends. Fails where a buffer is left, or where an end outlives its client for more than the bounds. */
    void end() {
        client.close();
        pass(BOUNDS.end());
        assertThat(sessions).noneMatch(each -> each.channel.isOpen());
        client.end();
        sessions.forEach(each -> each.channel.end());
    }

    // What the relay tells.

    @Override
    public void held(long messages) {
        assertThat(asked).as("a hold was asked for").isTrue();
        asked = false;
        held = messages;
    }

    @Override
    public boolean serverClosing(ServerSide from, CloseStatus status) {
        disturbed = true;
        if (marks) {
            from.farewell();
            return false;
        }
        asked = false;
        held = -1; // a Close frame that is passed on ends every hold
        return true;
    }

    @Override
    public void serverLost(ServerSide from, boolean midMessage) {
        disturbed = true;
    }

    @Override
    public void clientGone() {
        disturbed = true;
    }

    @Override
    public void dialed(ClientSide.Dialing dialing) {
        throw new AssertionError("nobody has dialled");
    }

    @Override
    public void refused(ClientSide.Dialing dialing, String why) {
        throw new AssertionError("nobody has dialled");
    }

    @Override
    public void arrived(ClientSide.Dialing dialing, ServerSide session) {
        throw new AssertionError("nobody has dialled");
    }
}
