// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.link;

import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Probe;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.Servers;
import io.gracehub.link.LinkCodec;
import io.gracehub.link.LinkMessage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The links to all servers. Lives on the control loop; {@link #linked} may be asked from anywhere. */
public final class Links implements Servers.Listener {

    private final Map<Server, ServerLink> links = new ConcurrentHashMap<>();
    private final ServerLink.Surroundings surroundings;

    /**
     * The network that links need.
     *
     * @param silenceTimeout how long a server may be silent before its connections have lost it; zero for ever
     */
    public record Network(LinkDialer dialer, Probe probe, Duration silenceTimeout) {}

    public Links(Servers servers, Loop control, Network network, LinkListener listener) {
        surroundings = new ServerLink.Surroundings(
                servers,
                control,
                network.dialer(),
                network.probe(),
                new LinkCodec(),
                network.silenceTimeout(),
                listener);
    }

    @Override
    public void added(Server server) {
        ServerLink link = new ServerLink(server, surroundings);
        links.put(server, link);
        link.start();
    }

    @Override
    public void removed(Server server) {
        ServerLink link = links.remove(server);
        if (link != null) {
            link.stop();
        }
    }

    /** Sends a message to a server; returns false if there is no link. */
    public boolean send(Server server, LinkMessage message) {
        ServerLink link = links.get(server);
        return link != null && link.send(message);
    }

    /** Whether a server's link is up. */
    public boolean linked(Server server) {
        return server.identity().isPresent();
    }

    /** Closes all. */
    public void stop() {
        links.values().forEach(ServerLink::stop);
        links.clear();
    }
}
