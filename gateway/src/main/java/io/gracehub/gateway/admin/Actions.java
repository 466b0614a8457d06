// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.migration.DrainRecord;
import io.gracehub.gateway.migration.Migrations;
import io.gracehub.gateway.migration.Rebalancing;
import io.gracehub.gateway.server.Server;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What operators can do, done on the control loop. */
public final class Actions {

    /** A waiting answer comes after this at the latest: less than clients, proxies and this port wait. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(50);

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String WAIT = "wait";
    private static final String SERVER = "server";

    private final Gauges gauges;
    private final Migrations migrations;
    private final Rebalancing rebalancing;
    private final Status status;
    private final Loop control;

    /** An action that is not done; tells why. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String why) {
            super(why);
            this.status = status;
        }
    }

    /** What an action acts upon, and who is answered. */
    private interface Act {
        void on(Request request, CompletableFuture<Page> answer) throws Refused;
    }

    public Actions(Gauges gauges, Migrations migrations, Rebalancing rebalancing, Status status, Loop control) {
        this.gauges = gauges;
        this.migrations = migrations;
        this.rebalancing = rebalancing;
        this.status = status;
        this.control = control;
    }

    CompletableFuture<Page> status() {
        return onControl(() -> page());
    }

    CompletableFuture<Page> cordon(Request request) {
        return perform(request, (asked, answer) -> {
            gauges.servers().cordon(server(asked, Set.of(SERVER)), true);
            answer.complete(page());
        });
    }

    CompletableFuture<Page> uncordon(Request request) {
        return perform(request, (asked, answer) -> {
            gauges.servers().cordon(server(asked, Set.of(SERVER)), false);
            answer.complete(page());
        });
    }

    CompletableFuture<Page> drain(Request request) {
        return perform(request, (asked, answer) -> {
            Server server = server(asked, Set.of(SERVER, WAIT));
            boolean waits = waits(asked);
            refuseWhileDraining();
            migrations.evacuate(server);
            if (waits) {
                answerWhenEnded(server, answer, System.nanoTime());
            } else {
                answer.complete(page());
            }
        });
    }

    CompletableFuture<Page> rebalance(Request request) {
        return perform(request, (asked, answer) -> {
            check(parameters(asked), Set.of());
            refuseWhileDraining();
            if (migrations.draining()) {
                throw new Refused(409, "a server drains: its connections go first");
            }
            rebalancing.begin("an operator asks for it");
            JsonArrayBuilder leaves = Json.createArrayBuilder();
            rebalancing
                    .leftAlone()
                    .forEach(
                            server -> leaves.add(
                                    Json.createObjectBuilder()
                                            .add("server", server.name())
                                            .add(
                                                    "why",
                                                    "its gracehub.migration.level is not any: no connection is taken from it while it runs")));
            answer.complete(
                    Page.json(200, status.json().add("leaves", leaves).build().toString()));
        });
    }

    private void refuseWhileDraining() throws Refused {
        if (gauges.draining()) {
            throw new Refused(409, "the gateway itself shuts down");
        }
    }

    private void answerWhenEnded(Server server, CompletableFuture<Page> answer, long since) {
        boolean running = migrations.drain(server).filter(DrainRecord::running).isPresent();
        if (running && System.nanoTime() - since < LONGEST_WAIT.toNanos()) {
            control.after(LOOK, () -> answerWhenEnded(server, answer, since));
        } else {
            answer.complete(page());
        }
    }

    private Page page() {
        return Page.json(200, status.json().build().toString());
    }

    // ---- what is asked ----

    private static boolean waits(Request request) throws Refused {
        String wait = parameters(request).get(WAIT);
        if (wait == null || wait.equals("false")) {
            return false;
        }
        if (!wait.isEmpty() && !wait.equals("true")) {
            throw new Refused(400, "wait is '" + wait + "'; accepted: wait, wait=true, wait=false");
        }
        return true;
    }

    private Server server(Request request, Set<String> accepted) throws Refused {
        Map<String, String> parameters = parameters(request);
        check(parameters, accepted);
        String asked = parameters.get(SERVER);
        if (asked == null || asked.isEmpty()) {
            throw new Refused(400, "which server? Add server=<name or address>; " + there());
        }
        List<Server> found = find(asked);
        if (found.isEmpty()) {
            throw new Refused(404, "there is no server '" + asked + "'; " + there());
        }
        if (found.size() > 1) {
            throw new Refused(
                    409, "'" + asked + "' stands for " + found.size() + " servers; give the address: " + names(found));
        }
        return found.get(0);
    }

    private List<Server> find(String asked) {
        List<Server> all = gauges.servers().all();
        List<Server> byAddress = all.stream()
                .filter(server -> server.address().toString().equals(asked.replaceAll("/+$", "")))
                .toList();
        return byAddress.isEmpty()
                ? all.stream().filter(server -> server.name().equals(asked)).toList()
                : byAddress;
    }

    private String there() {
        List<Server> all = gauges.servers().all();
        return all.isEmpty() ? "there is none now" : "there are: " + names(all);
    }

    private static String names(List<Server> servers) {
        return servers.stream().map(Server::toString).collect(Collectors.joining(", "));
    }

    private static Map<String, String> parameters(Request request) throws Refused {
        try {
            return request.parameters();
        } catch (IllegalArgumentException malformed) {
            throw new Refused(400, "the query is not well-formed: " + malformed.getMessage());
        }
    }

    private static void check(Map<String, String> parameters, Set<String> accepted) throws Refused {
        for (String name : parameters.keySet()) {
            if (!accepted.contains(name)) {
                throw new Refused(
                        400,
                        "there is no parameter '" + name + "'; accepted: "
                                + (accepted.isEmpty()
                                        ? "none"
                                        : accepted.stream().sorted().collect(Collectors.joining(", "))));
            }
        }
    }

    // ---- on the control loop ----

    private CompletableFuture<Page> onControl(Supplier<Page> made) {
        CompletableFuture<Page> answer = new CompletableFuture<>();
        control.execute(() -> {
            try {
                answer.complete(made.get());
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private CompletableFuture<Page> perform(Request request, Act act) {
        CompletableFuture<Page> answer = new CompletableFuture<>();
        control.execute(() -> {
            try {
                act.on(request, answer);
            } catch (Refused refused) {
                answer.complete(Page.error(refused.status, String.valueOf(refused.getMessage())));
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }
}
