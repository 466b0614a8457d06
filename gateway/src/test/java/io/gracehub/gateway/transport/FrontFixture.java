// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.config.GatewaySettings;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** A front of its own for a test: a real port, real connections to the servers that the test names. */
final class FrontFixture implements AutoCloseable {

    private static final int MAX_HEADER = 4096;

    private final Servers servers = new Servers();
    private final Loops loops = new Loops(1);
    private final ServerDialer dialer;
    private final Front front;
    private final FrontGate gate;
    private final FrontPort port;
    private volatile String upgraded = "";

    FrontFixture(int maxConnections, Duration handshakeTimeout, Duration idleTimeout) throws Exception {
        this(maxConnections, handshakeTimeout, idleTimeout, false);
    }

    private FrontFixture(int maxConnections, Duration handshakeTimeout, Duration idleTimeout, boolean behindProxy)
            throws Exception {
        dialer = new ServerDialer(
                loops, Tls.towardsServers(new GatewaySettings.ServerTls(Optional.empty())), Duration.ofSeconds(2));
        HttpProxy proxy =
                new HttpProxy(servers, new HttpProxyConnections(dialer, MAX_HEADER), behindProxy, idleTimeout);
        gate = new FrontGate(maxConnections);
        front = new Front(loops, new Front.Parts(proxy, this::upgrade, null, MAX_HEADER, handshakeTimeout), gate);
        port = front.open(InetAddress.getLoopbackAddress().getHostAddress(), 0);
    }

    static FrontFixture start() throws Exception {
        return new FrontFixture(1000, Duration.ofSeconds(10), Duration.ZERO);
    }

    /** One that has another proxy in front. */
    static FrontFixture startBehindProxy() throws Exception {
        return new FrontFixture(1000, Duration.ofSeconds(10), Duration.ZERO, true);
    }

    private void upgrade(ChannelHandlerContext ctx, HttpRequest request) {
        upgraded = request.uri() + " " + request.headers().names();
        ctx.close();
    }

    /** Adds a ready server with this context root. */
    Server ready(int serverPort, String contextRoot) {
        ServerAddress address =
                new ServerAddress(false, InetAddress.getLoopbackAddress().getHostAddress(), serverPort, contextRoot);
        servers.add(address);
        Server server = servers.all().stream()
                .filter(each -> each.address().equals(address))
                .findFirst()
                .orElseThrow();
        servers.enter(server, ServerState.READY);
        return server;
    }

    Servers servers() {
        return servers;
    }

    FrontGate gate() {
        return gate;
    }

    /** What was handed over as a WebSocket last. */
    String upgraded() {
        return upgraded;
    }

    RawHttp connect() throws IOException {
        return RawHttp.connect(port.port());
    }

    @Override
    public void close() {
        port.close();
        front.closeClients();
        dialer.close();
        loops.close();
    }
}
