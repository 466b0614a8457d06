// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All servers behind the gateway. Changed on the control loop only; asked from anywhere.
 *
 * <pre>
 *            ready                 offline
 *  JOINING ────────> READY <──────────────────> OFFLINE
 *     ^  └───────────┬─┴──────────────────────────┘
 *     └── there ── GONE  <── gone, from any
 * </pre>
 */
public final class Servers implements Router {

    /** Newest revision first, then fewest connections; last those whose name stands for others now. */
    private static final Comparator<Server> BEST_TARGET = Comparator.<Server, Boolean>comparing(Server::withdrawn)
            .thenComparing(Server::revision, Revisions.OLDER_FIRST.reversed())
            .thenComparing(Server::load);

    /** A server that has a link can let its connections move; one that has none yet may still be starting. */
    private static final Comparator<Server> LINKED_FIRST = Comparator.<Server, Boolean>comparing(Server::withdrawn)
            .thenComparing(server -> server.identity().isEmpty())
            .thenComparing(Server::load);

    private final List<Server> servers = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Told on the control loop. */
    public interface Listener {

        /** A server has become known. */
        default void added(Server server) {}

        /** A server is not to be used any more. Its connections stay until they end. */
        default void removed(Server server) {}

        /** A server has changed its state. */
        default void changed(Server server, ServerState before) {}

        /** A server has said who it is, over its link. */
        default void identified(Server server) {}

        /** An operator has set a server aside, or has taken it back. */
        default void cordoned(Server server) {}
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Takes a server in, unless one with this address is there. */
    public void add(ServerAddress address) {
        if (find(address).isEmpty()) {
            Server server = new Server(address);
            servers.add(server);
            listeners.forEach(listener -> listener.added(server));
        }
    }

    /** Lets a server go. */
    public void remove(ServerAddress address) {
        find(address).ifPresent(server -> {
            servers.remove(server);
            listeners.forEach(listener -> listener.removed(server));
        });
    }

    /** Sets whether the name of a server still stands for it. */
    void withdraw(ServerAddress address, boolean gone) {
        find(address).ifPresent(server -> server.withdrawn(gone));
    }

    private Optional<Server> find(ServerAddress address) {
        return servers.stream()
                .filter(server -> server.address().equals(address))
                .findFirst();
    }

    /** All that are known. */
    public List<Server> all() {
        return List.copyOf(servers);
    }

    /** Sets who a server is; null when its link has ended. */
    public void identify(Server server, Server.@Nullable Identity identity) {
        server.identity(identity);
        if (identity != null) {
            listeners.forEach(listener -> listener.identified(server));
        }
    }

    /** Sets a server's state. */
    public void enter(Server server, ServerState state) {
        ServerState before = server.state();
        if (before != state) {
            server.state(state);
            listeners.forEach(listener -> listener.changed(server, before));
        }
    }

    /** Sets a server aside, or takes it back; whatever the server says of itself changes nothing of that. */
    public void cordon(Server server, boolean aside) {
        if (server.cordoned() != aside) {
            server.cordoned(aside);
            (aside ? Messages.CORDONED : Messages.UNCORDONED).log(server);
            listeners.forEach(listener -> listener.cordoned(server));
        }
    }

    @Override
    public Route route(String path, Set<Server> tried) {
        int longest = longestContextRoot(path);
        if (longest < 0) {
            return new Route.Unknown();
        }
        return best(
                        server -> server.address().contextRoot().length() == longest
                                && server.address().serves(path)
                                && !tried.contains(server),
                        LINKED_FIRST)
                .<Route>map(Route.To::new)
                .orElseGet(Route.Unavailable::new);
    }

    private int longestContextRoot(String path) {
        int longest = -1;
        for (Server server : servers) {
            if (server.address().serves(path)) {
                longest = Math.max(longest, server.address().contextRoot().length());
            }
        }
        return longest;
    }

    /** Whether no other of these servers has a newer revision. */
    public static boolean newest(Server server, List<Server> among) {
        return among.stream()
                .noneMatch(other -> Revisions.OLDER_FIRST.compare(server.revision(), other.revision()) < 0);
    }

    /** Chooses where a connection moves to: a ready server of the same application that has a link. */
    public Optional<Server> target(Server from, Set<Server> tried) {
        Set<Server> excluded = new HashSet<>(tried);
        excluded.add(from);
        return anyTarget(from, excluded);
    }

    /** The same for a connection that has left: it may go back, as its server has taken its drain back or is a new process. */
    public Optional<Server> anyTarget(Server from, Set<Server> tried) {
        return best(
                server -> server.identity().isPresent()
                        && server.address().contextRoot().equals(from.address().contextRoot())
                        && !tried.contains(server),
                BEST_TARGET);
    }

    private Optional<Server> best(Predicate<Server> suitable, Comparator<Server> order) {
        return servers.stream().filter(Server::open).filter(suitable).min(order);
    }
}
