// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which servers there are: the fixed ones, and those that names stand for. Lives on the control loop.
 *
 * <p>A name loses an address as soon as its server begins to drain (Kubernetes), while its connections have yet to be
 * moved: a server that has had a link stays until it cannot be reached. It may also have been taken out of service
 * without a drain, so others are preferred to it.
 */
public final class Membership implements Addresses.Listener {

    private final Servers servers;
    private final Set<ServerAddress> fixed;
    private final Map<ServerAddress, Set<ServerAddress>> named = new HashMap<>();
    private final Set<ServerAddress> found = new HashSet<>();
    private final Set<ServerAddress> withdrawn = new HashSet<>();

    public Membership(Servers servers, List<ServerAddress> fixed) {
        this.servers = servers;
        this.fixed = Set.copyOf(fixed);
    }

    /** Takes the fixed ones in. */
    public void start() {
        fixed.forEach(servers::add);
    }

    @Override
    public void resolved(ServerAddress name, Set<ServerAddress> addresses) {
        named.put(name, Set.copyOf(addresses));
        for (ServerAddress address : addresses) {
            if (!fixed.contains(address) && found.add(address)) {
                Messages.FOUND.log(address, name.host());
                servers.add(address);
            }
        }
        found.removeIf(address -> !stays(address, name));
    }

    /** Judges a server by what all names stand for now; the one that has been looked up is for people. */
    private boolean stays(ServerAddress address, ServerAddress name) {
        if (named.values().stream().anyMatch(addresses -> addresses.contains(address))) {
            if (withdrawn.remove(address)) {
                Messages.FOUND.log(address, name.host());
                servers.withdraw(address, false);
            }
            return true;
        }
        if (alive(address)) {
            if (withdrawn.add(address)) {
                Messages.WITHDRAWN.log(address, name.host());
                servers.withdraw(address, true);
            }
            return true;
        }
        withdrawn.remove(address);
        Messages.GONE.log(address, name.host());
        servers.remove(address);
        return false;
    }

    /** Whether it has a link, or had one that may be made again. */
    private boolean alive(ServerAddress address) {
        return servers.all().stream()
                .anyMatch(server -> server.address().equals(address)
                        && (server.identity().isPresent()
                                || (server.wasLinked() && server.state() != ServerState.GONE)));
    }
}
