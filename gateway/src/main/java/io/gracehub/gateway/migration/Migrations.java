// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Carrier;
import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.link.LinkListener;
import io.gracehub.gateway.link.Links;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import io.gracehub.link.LinkMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Decides which connections move, where to, and how many at once. Lives on the control loop; what connections tell is
 * brought there.
 *
 * <p>A connection waits in one of two queues, those first whose server is gone already, until one of the few places is
 * free and a server can take it; it has its place until it has told how its move ended.
 */
public final class Migrations implements Carrier, LinkListener, Servers.Listener {

    /** A server that is dying closes its link and its sessions at about the same time, in either order. */
    private static final Duration CRASH_NOTICED = Duration.ofMillis(100);

    private static final int CRASH_LOOKS = 20;

    /** How long a server that has not said may take to let a connection go. */
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    /** A connection that could not be moved is tried again. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Servers servers;
    private final Loop control;
    private final int places;
    private final Connections connections = new Connections(this);
    private final List<MigrationListener> listeners = new CopyOnWriteArrayList<>();

    private final Map<Server, Evacuation> evacuations = new LinkedHashMap<>();
    private final Map<Connection, Seeker> homeless = new LinkedHashMap<>();
    private final Set<Connection> moving = new HashSet<>();
    private @Nullable Links links;

    /** A connection that is at no server. */
    private record Seeker(Server from, Set<Server> tried) {}

    /**
     * Makes one that moves nothing yet.
     *
     * @param places connections moved at once
     */
    public Migrations(Servers servers, Loop control, int places) {
        this.servers = servers;
        this.control = control;
        this.places = places;
        servers.listen(this);
    }

    /** Sets the links that it speaks over; called once, before anything else. */
    public void speakOver(Links links) {
        this.links = links;
    }

    public void listen(MigrationListener listener) {
        listeners.add(listener);
    }

    public Connections connections() {
        return connections;
    }

    /** Connections that are being moved now. Control loop. */
    public int running() {
        return moving.size();
    }

    /** Connections that wait to be moved. Control loop. */
    public int waiting() {
        return homeless.size()
                + evacuations.values().stream().mapToInt(Evacuation::waiting).sum();
    }

    // ---- what servers say ----

    @Override
    public void draining(Server server, Duration deadline) {
        evacuation(server).deadline(deadline);
    }

    private Evacuation evacuation(Server server) {
        return evacuations.computeIfAbsent(server, unknown -> new Evacuation());
    }

    @Override
    public void migrate(Server server, @Nullable List<String> ids) {
        Evacuation evacuation = evacuation(server);
        evacuation.ask(ids);
        connections.movable(server).forEach(connection -> queue(connection, evacuation));
        Messages.MIGRATING.log(server, evacuation.waiting());
        pump();
    }

    @Override
    public void resumed(Server server) {
        evacuations.remove(server);
    }

    @Override
    public void unlinked(Server server) {
        evacuations.remove(server);
    }

    @Override
    public void about(Server server, LinkMessage.AboutConnection message) {
        Optional<Connection> known = connections.find(message.connection());
        known.ifPresent(connection -> connection.loop().execute(() -> tell(connection, message)));
    }

    private static void tell(Connection connection, LinkMessage.AboutConnection message) {
        if (message instanceof LinkMessage.Left left) {
            connection.left(left.state());
        } else if (message instanceof LinkMessage.Expecting) {
            connection.expecting();
        } else if (message instanceof LinkMessage.Relay relay) {
            connection.relayed(relay.payload());
        } else if (message instanceof LinkMessage.State state) {
            connection.remember(state.state());
        }
    }

    @Override
    public void changed(Server server, ServerState before) {
        if (server.state() == ServerState.READY) {
            pump();
        }
    }

    // ---- what connections say ----

    @Override
    public void opened(Connection connection) {
        if (connection.server().state() != ServerState.READY) {
            control.execute(() -> arrivedAt(connection));
        }
    }

    /** A connection that was on its way when its server began to let go of all. */
    private void arrivedAt(Connection connection) {
        Evacuation evacuation = evacuations.get(connection.server());
        if (evacuation != null && connection.movable()) {
            queue(connection, evacuation);
            pump();
        }
    }

    @Override
    public void tell(Server server, LinkMessage message) {
        control.execute(() -> send(server, message));
    }

    private void send(Server server, LinkMessage message) {
        Links open = links;
        if (open == null || !open.send(server, message)) {
            Messages.UNTOLD.log(message.type(), server);
        }
    }

    @Override
    public void seek(Connection connection, Server from, Set<Server> tried, Need need) {
        control.execute(() -> {
            switch (need) {
                case OTHER -> other(connection, from, tried);
                case LEFT -> seek(connection, new Seeker(from, tried));
                case CRASHED -> crashed(connection, from, CRASH_LOOKS);
            }
        });
    }

    private void other(Connection connection, Server from, Set<Server> tried) {
        servers.target(from, tried)
                .ifPresentOrElse(
                        target -> {
                            target.arriving();
                            connection.loop().execute(() -> connection.target(target));
                        },
                        () -> connection.loop().execute(() -> connection.noTarget("no server takes it")));
    }

    private void seek(Connection connection, Seeker seeker) {
        homeless.put(connection, seeker);
        moving.remove(connection); // it gets its place again when there is a server for it
        pump();
    }

    /** A session was lost: only where the server is dead too, and has allowed it, the connection goes elsewhere. */
    private void crashed(Connection connection, Server from, int looks) {
        boolean alive = from.identity().isPresent() && from.state() != ServerState.GONE;
        if (!connection.movable() || !from.survivesCrash() || (alive && looks == 0)) {
            connection.loop().execute(() -> connection.noTarget("the server was lost"));
        } else if (alive) {
            control.after(CRASH_NOTICED, () -> crashed(connection, from, looks - 1));
        } else {
            seek(connection, new Seeker(from, Set.of()));
        }
    }

    @Override
    public void moved(Connection connection, Move move) {
        control.execute(() -> {
            boolean moved = moving.remove(connection);
            if (homeless.remove(connection) != null || moved) {
                note(move);
            }
            listeners.forEach(listener -> listener.moved(connection, move));
            switch (move.outcome()) {
                case MOVED, MOVED_AFTER_CRASH -> arrivedAt(connection); // its new server may be draining by now
                case STAYED -> tryAgain(connection);
                case CLOSED, ENDED -> {}
            }
            pump();
        });
    }

    private void note(Move move) {
        Evacuation evacuation = evacuations.get(move.from());
        if (evacuation != null && evacuation.ended(move)) {
            evacuation.say(move.from());
        }
    }

    private void tryAgain(Connection connection) {
        control.after(TRY_AGAIN, () -> {
            if (connections.find(connection.id()).isPresent()) {
                arrivedAt(connection);
            }
        });
    }

    @Override
    public void ended(Connection connection) {
        connections.remove(connection);
        control.execute(() -> {
            homeless.remove(connection);
            moving.remove(connection);
            evacuations.values().forEach(evacuation -> evacuation.remove(connection));
            pump();
        });
    }

    // ---- the queues ----

    private void queue(Connection connection, Evacuation evacuation) {
        if (evacuation.concerns(connection) && !moving.contains(connection) && !homeless.containsKey(connection)) {
            evacuation.add(connection);
        }
    }

    /** Gives free places to those that wait and can go somewhere. */
    private void pump() {
        placeHomeless();
        evacuations.forEach(this::evacuate);
    }

    private void evacuate(Server from, Evacuation evacuation) {
        while (moving.size() < places && evacuation.waiting() > 0) {
            Optional<Server> target = servers.target(from, Set.of());
            if (target.isEmpty()) {
                keep(from, evacuation.newlyKept());
                return;
            }
            Connection next = evacuation.next();
            if (next != null) {
                moving.add(next);
                target.get().arriving();
                next.loop().execute(() -> next.move(target.get(), evacuation.left(DEFAULT_PATIENCE)));
            }
        }
    }

    /** Their server is told once, and keeps them meanwhile. */
    private void keep(Server from, Collection<Connection> kept) {
        if (!kept.isEmpty()) {
            Messages.NO_TARGET.log(kept.size(), from);
            kept.forEach(each -> send(from, new LinkMessage.Stay(each.id(), "no other server is ready")));
        }
    }

    private void placeHomeless() {
        for (Map.Entry<Connection, Seeker> entry : List.copyOf(homeless.entrySet())) {
            if (moving.size() >= places) {
                return;
            }
            Connection connection = entry.getKey();
            Seeker seeker = entry.getValue();
            servers.target(seeker.from(), seeker.tried()).ifPresent(target -> {
                homeless.remove(connection);
                moving.add(connection);
                target.arriving();
                connection.loop().execute(() -> connection.target(target));
            });
        }
    }
}
