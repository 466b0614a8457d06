// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Carrier;
import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.link.LinkListener;
import io.gracehub.gateway.link.Links;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.migration.Homeless.Seeker;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import io.gracehub.link.LinkMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Decides which connections move, where to, and how many at once. Lives on the control loop; what connections tell is
 * brought there.
 *
 * <p>A connection waits in one of two queues, those first whose server is gone already, until one of the few places is
 * free and a server can take it; it has its place until it has told how its move ended, or for a second.
 */
public final class Migrations implements Carrier, LinkListener, Servers.Listener {

    /** How long a server that has not said may take to let a connection go. */
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    /** How long the others wait for the first one. */
    private static final Duration FIRST_ALONE = Duration.ofMillis(300);

    /** A connection that could not be moved is tried again. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Servers servers;
    private final Loop control;
    private final Connections connections = new Connections(this);
    private final List<MigrationListener> listeners = new CopyOnWriteArrayList<>();

    private final Drains drains = new Drains();
    private final Homeless homeless;
    private final Moving moving;
    private final CrashWatch crashes;

    private final Settled settled;

    private @Nullable Links links;

    private boolean pumpDue;

    /**
     * Makes one that moves nothing yet.
     *
     * @param places connections moved at once, beside those that wait long for a handler or a client
     */
    public Migrations(Servers servers, Loop control, int places) {
        this.servers = servers;
        this.control = control;
        homeless = new Homeless(servers);
        moving = new Moving(places, control, this::pump);
        crashes = new CrashWatch(control);
        settled = new Settled(control);
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
        return moving.count();
    }

    /** Connections that wait to be moved. Control loop. */
    public int waiting() {
        return homeless.count() + drains.waiting();
    }

    /** Connections of a server that are being moved away. Control loop. */
    public int running(Server server) {
        return moving.countFrom(server);
    }

    /** Connections that wait to be moved away from a server, or were at it last. Control loop. */
    public int waiting(Server server) {
        Evacuation evacuation = drains.of(server);
        return homeless.countFrom(server) + (evacuation == null ? 0 : evacuation.waiting());
    }

    /** The running drain of a server, or its last. Control loop. */
    public Optional<DrainRecord> drain(Server server) {
        return drains.record(server);
    }

    /** Whether a server is being drained. Control loop. */
    public boolean draining() {
        return drains.running();
    }

    // ---- what operators say ----

    /** Sets a server aside and moves its connections, those that can be moved, without a deadline. Control loop. */
    public void evacuate(Server server) {
        servers.cordon(server, true);
        Evacuation evacuation = drains.begin(server, DrainRecord.By.OPERATOR);
        evacuation.byOperator(true);
        gather(server, evacuation);
        Messages.DRAINING.log(server, evacuation.waiting(), server.connections());
        begin(evacuation);
    }

    @Override
    public void cordoned(Server server) {
        if (!server.cordoned()) {
            drains.endOfOperators(server);
            pump();
        }
    }

    /** Queues a server's connections. Those that are on their way already are part of its drain too. */
    private void gather(Server server, Evacuation evacuation) {
        settled.forget(server);
        moving.from(server).forEach(connection -> drains.taken(server, connection));
        connections.movable(server).forEach(connection -> queue(connection, evacuation));
    }

    // ---- what servers say ----

    @Override
    public void linked(Server server) {
        moving.all().forEach(connection -> connection.loop().execute(() -> connection.linked(server)));
        pump();
    }

    @Override
    public void draining(Server server, Duration deadline) {
        drains.begin(server, DrainRecord.By.SERVER).deadline(deadline);
    }

    @Override
    public void migrate(Server server, @Nullable List<String> ids) {
        Evacuation evacuation = drains.begin(server, DrainRecord.By.SERVER);
        if (evacuation.ask(ids)) { // else it is said again
            gather(server, evacuation);
            Messages.MIGRATING.log(server, evacuation.waiting());
            begin(evacuation);
        }
    }

    private void begin(Evacuation evacuation) {
        pump();
        control.after(FIRST_ALONE, () -> {
            evacuation.underWay();
            pump();
        });
    }

    @Override
    public void resumed(Server server) {
        drains.endOfServers(server);
        pump();
    }

    @Override
    public void unlinked(Server server) {
        drains.endOfServers(server);
        settled.unlinked(server);
        pump();
    }

    @Override
    public void lost(Server server) {
        connections.at(server).forEach(connection -> connection.loop().execute(() -> connection.lost(server)));
    }

    @Override
    public void removed(Server server) {
        drains.forget(server);
    }

    @Override
    public void about(Server server, LinkMessage.AboutConnection message) {
        Optional<Connection> known = connections.find(message.connection());
        if (message instanceof LinkMessage.Stay stay) {
            known.ifPresent(connection -> refused(server, connection, stay.reason()));
        }
        known.ifPresent(connection -> connection.loop().execute(() -> connection.told(server, message)));
    }

    private void refused(Server server, Connection connection, String why) {
        boolean asked = connection.server() == server && moving.contains(connection);
        if (asked && settled.refused(server, connection)) {
            Messages.KEPT.log(server, connection.id(), why);
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
        if (!connection.server().open()) {
            control.execute(() -> arrivedAt(connection));
        }
    }

    /** A connection that was on its way when its server began to let go of all. */
    private void arrivedAt(Connection connection) {
        Evacuation evacuation = drains.of(connection.server());
        if (evacuation != null && connection.movable()) {
            evacuation.woken(connection);
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
                case CRASHED -> crashes.look(connection, from, () -> seek(connection, new Seeker(from, Set.of())));
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
        if (connections.find(connection.id()).isEmpty()) {
            return; // it has ended while its server was looked at
        }
        homeless.add(connection, seeker);
        Evacuation evacuation = drains.of(seeker.from());
        if (evacuation != null) {
            evacuation.remove(connection);
        }
        moving.remove(connection); // it gets its place again when there is a server for it
        if (!seeker.tried().isEmpty()) {
            control.after(TRY_AGAIN, () -> {
                homeless.forgetRefusals(connection, seeker);
                pump();
            });
        }
        pump();
    }

    @Override
    public void moved(Connection connection, Move move) {
        control.execute(() -> {
            boolean moved = moving.remove(connection);
            // one that stays has declined an offer, which may have come when its server was lost already
            boolean found = move.outcome() != Outcome.STAYED && homeless.remove(connection);
            drains.over(connection, move, found || moved);
            listeners.forEach(listener -> listener.moved(connection, move));
            if (move.outcome() == Outcome.MOVED_AFTER_CRASH) {
                crashes.moved(move.from());
            }
            switch (move.outcome()) {
                case MOVED, MOVED_AFTER_CRASH -> {
                    settled.remove(connection);
                    arrivedAt(connection); // its new server may be draining by now
                }
                case STAYED -> tryAgain(connection);
                case CLOSED, ENDED -> {}
            }
            pump();
        });
    }

    private void tryAgain(Connection connection) {
        Evacuation evacuation = drains.of(connection.server());
        if (evacuation == null || settled.contains(connection)) {
            return;
        }
        evacuation.rest(connection);
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
            drains.gone(connection, moving.remove(connection));
            settled.remove(connection);
            pump();
        });
    }

    // ---- the queues ----

    private void queue(Connection connection, Evacuation evacuation) {
        if (evacuation.concerns(connection)
                && !connection.server().keeps()
                && !settled.contains(connection)
                && !moving.contains(connection)
                && !homeless.contains(connection)) {
            evacuation.add(connection);
        }
    }

    /** Gives free places to those that wait and can go somewhere; once for all that has been told meanwhile. */
    private void pump() {
        if (!pumpDue) {
            pumpDue = true;
            control.execute(this::pumpNow);
        }
    }

    private void pumpNow() {
        pumpDue = false;
        homeless.place(moving);
        drains.each(this::evacuate);
        drains.each(drains::conclude);
        crashes.tell(server -> homeless.countFrom(server) > 0 || moving.countFrom(server) > 0);
    }

    private void evacuate(Server from, Evacuation evacuation) {
        while (moving.free() && evacuation.mayGo() && from.movable()) {
            Optional<Server> target = servers.target(from, Set.of());
            if (target.isEmpty()) {
                keep(from, evacuation.newlyKept());
                return;
            }
            Connection next = evacuation.next();
            if (next != null) {
                drains.taken(from, next);
                moving.move(next, target.get(), evacuation.left(DEFAULT_PATIENCE));
            }
        }
    }

    /** Whether there is no place for a move that could as well come later. Control loop. */
    boolean busy() {
        return !moving.free() || homeless.count() > 0 || drains.canGo(servers);
    }

    /** Whether a connection is being moved. Control loop. */
    boolean moves(Connection connection) {
        return moving.contains(connection);
    }

    /** Some connection of a server that can be moved now, and is none of these. Control loop. */
    Optional<Connection> anyAt(Server server, Set<Connection> but) {
        return connections.movable(server).stream()
                .filter(each -> !but.contains(each)
                        && !settled.contains(each)
                        && !moving.contains(each)
                        && !homeless.contains(each))
                .findFirst();
    }

    /** Moves a connection. Control loop. */
    void move(Connection connection, Server target) {
        moving.move(connection, target, DEFAULT_PATIENCE);
    }

    /** Their server is told once, and keeps them meanwhile. */
    private void keep(Server from, Collection<Connection> kept) {
        if (!kept.isEmpty()) {
            Messages.NO_TARGET.log(kept.size(), from);
            kept.forEach(each -> send(from, new LinkMessage.Stay(each.id(), "no other server is ready")));
        }
    }
}
