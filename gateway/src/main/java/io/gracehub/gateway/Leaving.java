// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway;

import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.drain.Surroundings;
import io.gracehub.gateway.transport.Network;

/** What the gateway's own shutdown acts upon. */
final class Leaving implements Surroundings {

    private final Network network;
    private final Connections connections;
    private final Outlook outlook;
    private final Runnable stop;

    Leaving(Network network, Connections connections, Outlook outlook, Runnable stop) {
        this.network = network;
        this.connections = connections;
        this.outlook = outlook;
        this.stop = stop;
    }

    @Override
    public boolean probed() {
        return outlook.askedLately();
    }

    @Override
    public void refuse() {
        network.refuse();
    }

    @Override
    public int connections() {
        return connections.count();
    }

    @Override
    public int exchanges() {
        return network.httpExchanges();
    }

    @Override
    public void close(int count) {
        connections.shut(count);
    }

    @Override
    public void stop() {
        stop.run();
    }
}
