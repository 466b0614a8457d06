// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final ServerAddress NAME = new ServerAddress(true, "chat", 9443, "/chat");

    private final Map<String, List<String>> zone = new LinkedHashMap<>();
    private final Servers servers = new Servers();
    private final Membership membership =
            new Membership(servers, List.of(new ServerAddress(false, "10.9.9.9", 9080, "/chat")));
    private final Addresses addresses = new Addresses(List.of(NAME), this::lookup, Runnable::run, membership);

    private InetAddress[] lookup(String name) throws UnknownHostException {
        List<String> found = zone.get(name);
        if (found == null) {
            throw new UnknownHostException(name);
        }
        InetAddress[] all = new InetAddress[found.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = InetAddress.getByName(found.get(i));
        }
        return all;
    }

    private List<String> known() {
        return servers.all().stream()
                .map(server -> server.address().authority())
                .sorted()
                .toList();
    }

    private Server server(String authority) {
        return servers.all().stream()
                .filter(server -> server.address().authority().equals(authority))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void resolve_name_addsAServerForEachAddress() {
        zone.put("chat", List.of("10.0.0.1", "::1"));
        addresses.resolve();

        assertThat(known()).containsExactly("10.0.0.1:9443", "[0:0:0:0:0:0:0:1]:9443");
        assertThat(server("10.0.0.1:9443").address())
                .isEqualTo(new ServerAddress(true, "10.0.0.1", 9443, "/chat", "chat"));
    }

    @Test
    void resolve_changedName_addsAndRemoves() {
        zone.put("chat", List.of("10.0.0.1", "10.0.0.2"));
        addresses.resolve();
        Server kept = server("10.0.0.2:9443");
        zone.put("chat", List.of("10.0.0.2", "10.0.0.3"));
        addresses.resolve();

        assertThat(known()).containsExactly("10.0.0.2:9443", "10.0.0.3:9443");
        assertThat(server("10.0.0.2:9443")).isSameAs(kept);
    }

    @Test
    void resolve_failing_keepsTheServers() {
        zone.put("chat", List.of("10.0.0.1"));
        addresses.resolve();
        zone.clear();
        addresses.resolve();

        assertThat(known()).containsExactly("10.0.0.1:9443");
    }

    @Test
    void resolve_nameWithoutALinkedServer_keepsItUntilItCannotBeReached() {
        zone.put("chat", List.of("10.0.0.1"));
        addresses.resolve();
        Server draining = server("10.0.0.1:9443");
        servers.identify(draining, new Server.Identity("a", "", "token", Server.Level.SHUTDOWN_ONLY));
        zone.put("chat", List.of());
        addresses.resolve();
        assertThat(known()).containsExactly("10.0.0.1:9443");
        servers.identify(draining, null);
        addresses.resolve();
        assertThat(known()).as("its link may be made again").containsExactly("10.0.0.1:9443");
        servers.enter(draining, ServerState.GONE);
        addresses.resolve();

        assertThat(known()).isEmpty();
    }

    @Test
    void resolve_whenAnotherNameStandsForIt_withdrawsNothing() {
        ServerAddress other = new ServerAddress(true, "others", 9443, "/chat");
        ServerAddress shared = new ServerAddress(true, "10.0.0.1", 9443, "/chat", "chat");
        membership.resolved(NAME, Set.of(shared));
        membership.resolved(other, Set.of(shared));
        Server server = linked("10.0.0.1:9443");

        membership.resolved(NAME, Set.of());
        assertThat(server.withdrawn()).isFalse();
        membership.resolved(other, Set.of());
        assertThat(server.withdrawn()).isTrue();
        membership.resolved(NAME, Set.of(shared));

        assertThat(server.withdrawn()).isFalse();
    }

    @Test
    void route_whenTheNameStandsForAnother_goesThere() {
        zone.put("chat", List.of("10.0.0.1"));
        addresses.resolve();
        Server former = linked("10.0.0.1:9443");
        zone.put("chat", List.of("10.0.0.2"));
        addresses.resolve();
        assertThat(servers.route("/chat", Set.of())).isEqualTo(new Router.Route.To(former));

        Server next = linked("10.0.0.2:9443");
        next.arriving();

        assertThat(servers.route("/chat", Set.of())).isEqualTo(new Router.Route.To(next));
        assertThat(servers.anyTarget(next, Set.of())).contains(next);
        assertThat(servers.target(next, Set.of())).contains(former);
    }

    @Test
    void route_whenTheNameStandsForItAgain_isByLoad() {
        zone.put("chat", List.of("10.0.0.1", "10.0.0.2"));
        addresses.resolve();
        Server first = linked("10.0.0.1:9443");
        linked("10.0.0.2:9443").arriving();
        zone.put("chat", List.of("10.0.0.2"));
        addresses.resolve();
        assertThat(first.withdrawn()).isTrue();

        zone.put("chat", List.of("10.0.0.1", "10.0.0.2"));
        addresses.resolve();

        assertThat(servers.route("/chat", Set.of())).isEqualTo(new Router.Route.To(first));
    }

    private Server linked(String authority) {
        Server server = server(authority);
        servers.identify(server, new Server.Identity(authority, "", "token", Server.Level.SHUTDOWN_ONLY));
        servers.enter(server, ServerState.READY);
        return server;
    }

    @Test
    void resolve_fixedAddress_isNeverRemoved() {
        membership.start();
        ServerAddress plain = new ServerAddress(false, "10.9.9.9", 9080, "/chat");
        List<String> seen = new ArrayList<>(known());
        membership.resolved(NAME, Set.of(plain));
        membership.resolved(NAME, Set.of());

        assertThat(known()).isEqualTo(seen).containsExactly("10.9.9.9:9080");
    }
}
