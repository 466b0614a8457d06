// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which servers there are: the fixed ones, and those that names stand for. Lives on the control loop.
 *
 * <p>A name loses an address as soon as its server begins to drain (Kubernetes), while its connections have yet to be
 * moved: a server whose link is up stays until the link ends. It may also have been taken out of service without a
 * drain, so others are preferred to it.
 */
public final class Membership implements Addresses.Listener {

    private final Servers servers;
    private final Set<ServerAddress> fixed;
    private final Map<ServerAddress, Set<ServerAddress>> named = new HashMap<>();
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
        Set<ServerAddress> members = named.computeIfAbsent(name, unknown -> new HashSet<>());
        for (ServerAddress address : addresses) {
            if (members.add(address)) {
                Messages.FOUND.log(address, name.host());
                servers.add(address);
            } else if (withdrawn.remove(address)) {
                Messages.FOUND.log(address, name.host());
                servers.withdraw(address, false);
            }
        }
        for (Iterator<ServerAddress> each = members.iterator(); each.hasNext(); ) {
            ServerAddress member = each.next();
            if (addresses.contains(member)) {
                continue;
            }
            if (!linked(member)) {
                each.remove();
                withdrawn.remove(member);
                letGo(member, name);
            } else if (withdrawn.add(member)) {
                Messages.WITHDRAWN.log(member, name.host());
                servers.withdraw(member, true);
            }
        }
    }

    private boolean linked(ServerAddress address) {
        return servers.all().stream()
                .anyMatch(server ->
                        server.address().equals(address) && server.identity().isPresent());
    }

    private void letGo(ServerAddress address, ServerAddress name) {
        boolean stillNamed = named.values().stream().anyMatch(members -> members.contains(address));
        if (!stillNamed && !fixed.contains(address)) {
            Messages.GONE.log(address, name.host());
            servers.remove(address);
        }
    }
}
