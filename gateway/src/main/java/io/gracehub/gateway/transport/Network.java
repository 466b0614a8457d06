// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.admin.Pages;
import io.gracehub.gateway.config.GatewaySettings;
import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.link.LinkDialer;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Probe;
import io.gracehub.gateway.server.Router;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/** The network, put together: what the rest of the gateway sees of it. */
public final class Network implements AutoCloseable {

    private final GatewaySettings settings;
    private final Loops loops;
    private final ServerDialer dialer;
    private final @Nullable SslContext clientTls;
    private final FrontGate gate;
    private final AdminServer admin = new AdminServer();
    private @Nullable Front front;

    /**
     * Starts the threads, and opens nothing yet.
     *
     * @throws IllegalArgumentException if TLS cannot be set up; the message says why
     */
    public Network(GatewaySettings settings) {
        this.settings = settings;
        clientTls = settings.tls().map(Tls::towardsClients).orElse(null);
        SslContext serverTls = Tls.towardsServers(settings.serverTls());
        loops = new Loops(Runtime.getRuntime().availableProcessors());
        dialer = new ServerDialer(loops, serverTls, settings.limits().handshakeTimeout());
        gate = new FrontGate(settings.limits().maxConnections());
    }

    /** The control loop. */
    public Loop control() {
        return loops.control();
    }

    public Probe probe() {
        return new HttpProbe(dialer, loops, settings.limits().handshakeTimeout());
    }

    /** Opens links. */
    public LinkDialer links() {
        return new LinkClient(
                dialer, loops.controlEventLoop(), RelayBounds.of(settings.limits()), settings.linkSecret());
    }

    /** Opens the port for clients; those of WebSockets are taken in by these connections, and counted here. */
    public FrontPort openClients(Router router, Connections connections, Traffic traffic) throws FrontPort.NotOpened {
        GatewaySettings.Limits limits = settings.limits();
        HttpProxy proxy = new HttpProxy(
                router,
                new HttpProxyConnections(dialer, limits.maxHeader()),
                settings.behindProxy(),
                limits.idleTimeout());
        RelayContext relay = new RelayContext(dialer, RelayBounds.of(limits), traffic, settings.compression());
        FrontUpgrades upgrades = new Handshakes(router, relay, RelayEvents.Opening.into(connections));
        front = new Front(
                loops,
                new Front.Parts(proxy, upgrades, clientTls, limits.maxHeader(), limits.handshakeTimeout()),
                gate);
        return front.open(settings.clients().host(), settings.clients().port());
    }

    /** Opens the port for operators. */
    public FrontPort openAdmin(Pages pages) throws FrontPort.NotOpened {
        return admin.open(settings.admin().host(), settings.admin().port(), pages);
    }

    /** TCP connections of clients, of any kind. */
    public int clientConnections() {
        return gate.connections();
    }

    /** Requests of plain HTTP under way. */
    public int httpExchanges() {
        return gate.exchanges();
    }

    /** Answers whoever comes with 503 from now on. */
    public void refuse() {
        gate.close();
    }

    /** Cuts what is left, and ends the threads. */
    @Override
    public void close() {
        if (front != null) {
            front.closeClients();
        }
        admin.close();
        dialer.close();
        loops.close();
    }
}
