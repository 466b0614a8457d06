// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.server.Router.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which server a path goes to: against segments that are compared one by one. */
class RouteFuzzTest {

    /** The first line is a path with its query; each other one a server: what it is like, and its context root. */
    @FuzzTest
    void route_ofAnyPath_isThatOfTheLongestContextRoot(byte[] bytes) {
        String[] lines = new String(bytes, UTF_8).split("\n", -1);
        String target = "/" + lines[0];
        Servers servers = new Servers();
        Set<Server> tried = new HashSet<>();
        for (int i = 1; i < lines.length; i++) {
            String root = lines[i].isEmpty() ? "" : lines[i].substring(1);
            if (!root.isEmpty() && (!root.startsWith("/") || root.endsWith("/") || root.contains("?"))) {
                continue; // the configuration takes no such
            }
            servers.add(new ServerAddress(false, "10.0.0.1", i, root));
            Server server = servers.all().get(servers.all().size() - 1);
            int like = lines[i].isEmpty() ? 0 : lines[i].charAt(0);
            if ((like & 1) == 0) {
                servers.enter(server, ServerState.READY);
            }
            servers.cordon(server, (like & 2) != 0);
            if ((like & 4) != 0) {
                tried.add(server);
            }
        }
        List<String> path = segments(target.split("\\?", 2)[0]);
        List<Server> fitting = new ArrayList<>();
        for (Server server : servers.all()) {
            List<String> root = segments(server.address().contextRoot());
            if (root.size() <= path.size() && path.subList(0, root.size()).equals(root)) {
                fitting.add(server);
            }
        }
        int longest = fitting.stream()
                .mapToInt(each -> segments(each.address().contextRoot()).size())
                .max()
                .orElse(-1);
        List<Server> possible = fitting.stream()
                .filter(each -> segments(each.address().contextRoot()).size() == longest)
                .filter(each -> each.state() == ServerState.READY && !each.cordoned() && !tried.contains(each))
                .toList();

        Route route = servers.route(target, tried);

        if (fitting.isEmpty()) {
            assertThat(route).isInstanceOf(Route.Unknown.class);
        } else if (possible.isEmpty()) {
            assertThat(route).isInstanceOf(Route.Unavailable.class);
        } else {
            assertThat(route)
                    .isInstanceOfSatisfying(
                            Route.To.class, to -> assertThat(possible).contains(to.server()));
        }
    }

    /** Each with its slash; the root has none. */
    private static List<String> segments(String path) {
        return path.isEmpty() ? List.of() : Arrays.asList(path.substring(1).split("/", -1));
    }
}
