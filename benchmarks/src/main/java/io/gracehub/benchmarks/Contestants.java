// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.process.Usage;
import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.proxy.HaProxy;
import io.gracehub.benchmarks.proxy.Nginx;
import io.gracehub.benchmarks.proxy.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The ways to one server: direct, and through each proxy that there is. */
final class Contestants implements AutoCloseable {

    private static final String PATH = "/echo";

    /** A way to the server, and the proxy on it, if any. */
    record Contestant(String name, URI address, Optional<Proxy> proxy) {

        private static Contestant of(Proxy proxy) {
            return new Contestant(proxy.name(), proxy.address(PATH), Optional.of(proxy));
        }

        Optional<Usage> usage() {
            return proxy.map(Proxy::usage);
        }
    }

    /** A proxy that can be started, any number of times. */
    record Kind(String name, String lack, Supplier<Optional<Proxy>> start) {}

    private final List<Contestant> all;

    private Contestants(List<Contestant> all) {
        this.all = all;
    }

    static List<Kind> kinds(Field field) {
        int port = field.server().port();
        URI server = URI.create("http://127.0.0.1:" + port);
        return List.of(
                new Kind(
                        Gateway.NAME,
                        field.gateway().jar()
                                + " is missing: start this with mvn verify -Pbench-proxy, which puts it there",
                        () -> Gateway.start(field.gateway(), server).map(Gateway::proxy)),
                new Kind(
                        HaProxy.NAME,
                        "not installed; Debian: apt-get install haproxy",
                        () -> HaProxy.start(field.gateway().directory(), port)),
                new Kind(
                        Nginx.NAME,
                        "not installed; Debian: apt-get install nginx-light",
                        () -> Nginx.start(field.gateway().directory(), port)));
    }

    /** Starts one of each, says which are missing, and goes on without them. */
    static Contestants start(Field field) {
        List<Contestant> all = new ArrayList<>();
        all.add(new Contestant("direct", field.server().address(), Optional.empty()));
        Contestants contestants = new Contestants(all);
        try {
            for (Kind kind : kinds(field)) {
                start(kind, field).ifPresent(proxy -> all.add(Contestant.of(proxy)));
            }
            return contestants;
        } catch (RuntimeException failure) {
            contestants.close();
            throw failure;
        }
    }

    /** Starts one and waits until it works; empty, with a word about it, if it is missing. */
    static Optional<Proxy> start(Kind kind, Field field) {
        Optional<Proxy> started = kind.start().get();
        if (started.isEmpty()) {
            System.out.println("WITHOUT " + kind.name() + ": " + kind.lack());
        }
        started.ifPresent(proxy -> {
            try {
                proxy.awaitReady(field.clients(), PATH);
            } catch (RuntimeException failure) {
                proxy.close();
                throw failure;
            }
        });
        return started;
    }

    List<Contestant> all() {
        return List.copyOf(all);
    }

    /** Returns them in the order of a round. */
    List<Contestant> inRound(int round) {
        return Turns.of(all, round);
    }

    @Override
    public void close() {
        all.forEach(contestant -> contestant.proxy().ifPresent(Proxy::close));
    }
}
