// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway;

import io.gracehub.gateway.admin.Actions;
import io.gracehub.gateway.admin.AdminNames;
import io.gracehub.gateway.admin.ControlToken;
import io.gracehub.gateway.admin.Health;
import io.gracehub.gateway.admin.Metrics;
import io.gracehub.gateway.admin.Pages;
import io.gracehub.gateway.admin.Status;
import io.gracehub.gateway.config.GatewaySettings;
import io.gracehub.gateway.config.GatewaySettings.ServerEntry;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.drain.Drain;
import io.gracehub.gateway.link.Links;
import io.gracehub.gateway.migration.Migrations;
import io.gracehub.gateway.migration.Rebalancing;
import io.gracehub.gateway.server.Addresses;
import io.gracehub.gateway.server.Membership;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.gateway.server.Servers;
import io.gracehub.gateway.transport.FrontPort;
import io.gracehub.gateway.transport.Network;
import java.net.InetAddress;
import java.util.List;

/** All parts of the gateway, put together. */
final class Gateway {

    private final Network network;
    private final Links links;
    private final Addresses addresses;
    private final Membership membership;
    private final Drain drain;
    private final FrontPort clients;
    private final FrontPort admin;
    private final Runnable ended;

    /**
     * Puts all together and opens both ports; servers are contacted after {@link #start}.
     *
     * @param ended called when the gateway's own shutdown is over
     * @throws FrontPort.NotOpened if a port cannot be opened
     * @throws IllegalArgumentException if TLS cannot be set up
     */
    Gateway(GatewaySettings settings, Runnable ended) throws FrontPort.NotOpened {
        this.ended = ended;
        network = new Network(settings);
        try {
            Servers servers = new Servers();
            Migrations migrations = new Migrations(servers, network.control(), settings.migrations());
            Links.Network linked = new Links.Network(
                    network.links(), network.probe(), settings.limits().silenceTimeout());
            links = new Links(servers, network.control(), linked, migrations);
            migrations.speakOver(links);
            servers.listen(links);
            Traffic traffic = new Traffic();
            Outlook outlook = new Outlook(network, servers, migrations, traffic);
            Leaving leaving = new Leaving(network, migrations.connections(), outlook, this::stop);
            drain = new Drain(network.control(), settings.shutdownTimeout(), leaving);
            outlook.watch(drain);
            Metrics metrics = new Metrics(outlook);
            GatewaySettings.Operation operation = settings.operation();
            Rebalancing rebalancing = new Rebalancing(
                    servers,
                    migrations,
                    network.control(),
                    new Rebalancing.Pace(operation.rebalance(), operation.rebalanceRate()));
            ControlToken token = new ControlToken(operation.token());
            Status status = new Status(outlook, migrations, rebalancing, token.exists());
            Actions actions = new Actions(outlook, migrations, rebalancing, status, network.control());
            migrations.listen(metrics);
            membership = new Membership(servers, addresses(settings.servers(), false));
            addresses = new Addresses(
                    addresses(settings.servers(), true), InetAddress::getAllByName, network.control(), membership);
            clients = network.openClients(servers, migrations.connections(), traffic);
            Pages.Access access =
                    new Pages.Access(token, new AdminNames(settings.admin().host(), operation.names()));
            admin = network.openAdmin(
                    new Pages(new Health(servers, migrations.connections(), outlook), metrics, actions, access));
        } catch (FrontPort.NotOpened | RuntimeException failed) {
            network.close();
            throw failed;
        }
    }

    private static List<ServerAddress> addresses(List<ServerEntry> entries, boolean dns) {
        return entries.stream()
                .filter(entry -> entry.dns() == dns)
                .map(entry -> new ServerAddress(entry.tls(), entry.host(), entry.port(), entry.contextRoot()))
                .toList();
    }

    /** Begins to link to the servers. */
    void start() {
        network.control().execute(membership::start);
        addresses.start();
    }

    /** Where clients connect. */
    FrontPort clients() {
        return clients;
    }

    /** Where operators connect. */
    FrontPort admin() {
        return admin;
    }

    /** Somebody wants it to end; the first time it takes its time. */
    void end(String trigger) {
        network.control().execute(() -> drain.hurry(trigger));
    }

    private void stop() {
        addresses.close();
        links.stop();
        ended.run();
    }

    /** Cuts what is left. */
    void close() {
        clients.close();
        admin.close();
        network.close();
    }
}
