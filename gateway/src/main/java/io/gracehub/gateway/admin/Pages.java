// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What the admin port shows and does, by path. Called on the admin port's own thread, and may take its time. */
public final class Pages {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Function<Request, CompletableFuture<Page>>> actions = new LinkedHashMap<>();
    private final Actions operator;
    private final Access access;

    /** Makes one page. */
    interface Source {

        Page page();
    }

    /**
     * Who gets in.
     *
     * @param token for actions
     * @param names for all that can be read; an action's token says enough
     */
    public record Access(ControlToken token, AdminNames names) {}

    public Pages(Health health, Metrics metrics, Actions operator, Access access) {
        this.operator = operator;
        this.access = access;
        sources.put("/health/live", health::live);
        sources.put("/health/ready", health::ready);
        sources.put("/health", health::ready);
        sources.put("/metrics", metrics::page);
        Dashboard.addTo(sources);
        actions.put("/cordon", operator::cordon);
        actions.put("/uncordon", operator::uncordon);
        actions.put("/drain", operator::drain);
        actions.put("/rebalance", operator::rebalance);
    }

    /** Answers a request; the answer comes on any thread, in bounded time. */
    public CompletableFuture<Page> answer(Request request) {
        Function<Request, CompletableFuture<Page>> action = actions.get(request.path());
        if (action != null) {
            return act(action, request);
        }
        if (!isProbed(request.path()) && !access.names().contain(request.host())) {
            return done(Page.text(
                    421, "This port has no such name: ask by its address, or see gracehub.gateway.admin.names\n"));
        }
        boolean status = request.path().equals("/status");
        Source source = sources.get(request.path());
        if (source == null && !status) {
            return done(Page.text(
                    404,
                    "There is no such page; there are: /status, " + String.join(", ", sources.keySet())
                            + "; with POST: " + String.join(", ", actions.keySet()) + "\n"));
        }
        if (!READING.contains(request.method())) {
            return done(
                    Page.text(405, "This page can only be read: GET or HEAD\n").with("Allow", "GET, HEAD"));
        }
        return source == null ? operator.status() : done(source.page());
    }

    /** Whoever probes may ask by a name of its own, and gets nothing but numbers. */
    private static boolean isProbed(String path) {
        return path.equals("/health") || path.startsWith("/health/");
    }

    private CompletableFuture<Page> act(Function<Request, CompletableFuture<Page>> action, Request request) {
        ControlToken token = access.token();
        if (!token.exists()) {
            return done(Page.error(404, "there are no actions: the gateway has no gracehub.control.token"));
        }
        if (!token.isBorneBy(request.authorization())) {
            return done(Page.error(401, "the bearer token is missing or wrong").with("WWW-Authenticate", "Bearer"));
        }
        if (!request.method().equals("POST")) {
            return done(Page.error(405, "use POST").with("Allow", "POST"));
        }
        return action.apply(request);
    }

    private static CompletableFuture<Page> done(Page page) {
        return CompletableFuture.completedFuture(page);
    }
}
