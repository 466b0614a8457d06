// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Evens out the connections of servers with the same context root, one after another. Lives on the control loop.
 *
 * <pre>
 *          begin                     even and nothing under way, a server drains or is cordoned
 *  IDLE ──────────> RUNNING (timer) ────────────────────────────────────────────────────────────> IDLE
 * </pre>
 *
 * <p>A run tries each connection once at most, so that it ends whatever servers do; once more when it is begun again
 * meanwhile, as those that have moved may have to move on to a server that has joined.
 */
public final class Rebalancing implements Servers.Listener {

    private final Servers servers;
    private final Migrations migrations;
    private final Loop control;
    private final Duration interval;
    private final boolean byItself;
    private final Set<Connection> tried = new HashSet<>();
    private int moves;
    private final Set<Server> exhausted = new HashSet<>();
    private final Set<Server> toldOf = new HashSet<>();
    private Loop.Timer timer = Loop.Timer.NONE;
    private boolean running;

    /** How much is moved, and when. */
    public record Pace(boolean byItself, int movesPerSecond) {}

    public Rebalancing(Servers servers, Migrations migrations, Loop control, Pace pace) {
        this.servers = servers;
        this.migrations = migrations;
        this.control = control;
        interval = Duration.ofSeconds(1).dividedBy(pace.movesPerSecond());
        byItself = pace.byItself();
        servers.listen(this);
    }

    /** Whether it begins by itself when a server becomes ready. */
    public boolean byItself() {
        return byItself;
    }

    /** Whether a run is under way. Control loop. */
    public boolean running() {
        return running;
    }

    /** Servers that take part, and of which no connection may be taken while they run. Control loop. */
    public List<Server> leftAlone() {
        return servers.all().stream()
                .filter(Rebalancing::takesPart)
                .filter(server -> !server.allows(Server.Level.ANY))
                .toList();
    }

    private static boolean takesPart(Server server) {
        return server.open() && server.identity().isPresent();
    }

    /** Begins a run, or goes on with the one there is. Control loop. */
    public void begin(String why) {
        exhausted.clear();
        tried.removeIf(each -> !migrations.moves(each));
        tell(leftAlone());
        if (!running) {
            running = true;
            moves = 0;
            Messages.REBALANCING.log(why);
            step();
        }
    }

    private void tell(List<Server> leftAlone) {
        leftAlone.stream().filter(toldOf::add).forEach(Messages.LEFT_ALONE::log);
    }

    private void step() {
        if (!running) {
            return;
        }
        boolean busy = migrations.busy();
        boolean more = busy || moveOne();
        if (more || tried.stream().anyMatch(migrations::moves)) {
            timer = control.after(interval, this::step);
        } else {
            Messages.REBALANCED.log(moves);
            stop();
        }
    }

    private void stop() {
        running = false;
        timer.cancel();
        tried.clear();
        exhausted.clear();
    }

    /** Returns whether there is, or will be, more to do. */
    private boolean moveOne() {
        Collection<List<Server>> groups = servers.all().stream()
                .filter(Rebalancing::takesPart)
                .collect(Collectors.groupingBy(server -> server.address().contextRoot()))
                .values();
        return groups.stream().anyMatch(this::moveOneOf);
    }

    private boolean moveOneOf(List<Server> group) {
        for (var next = Balance.next(shares(group)); next.isPresent(); next = Balance.next(shares(group))) {
            Server from = next.get().from();
            Optional<Connection> chosen = migrations.anyAt(from, tried);
            if (chosen.isPresent()) {
                tried.add(chosen.get());
                moves++;
                migrations.move(chosen.get(), next.get().to());
                return true;
            }
            exhausted.add(from);
        }
        return false;
    }

    private List<Balance.Share<Server>> shares(List<Server> group) {
        return group.stream()
                .map(server -> new Balance.Share<>(
                        server,
                        server.connections() - migrations.running(server),
                        server.allows(Server.Level.ANY) && !exhausted.contains(server),
                        Servers.newest(server, group) && !server.withdrawn()))
                .toList();
    }

    @Override
    public void changed(Server server, ServerState before) {
        beginIfJoined(server);
        if (server.state() == ServerState.OFFLINE) {
            interrupt(server + " goes offline");
        }
    }

    /** It may have been ready before, as its readiness probe answered while its link was not up yet. */
    @Override
    public void identified(Server server) {
        beginIfJoined(server);
    }

    private void beginIfJoined(Server server) {
        if (byItself && takesPart(server)) {
            begin(server + " has become ready");
        }
    }

    @Override
    public void cordoned(Server server) {
        if (server.cordoned()) {
            interrupt(server + " has been cordoned");
        } else if (server.open() && byItself) {
            begin(server + " has been uncordoned");
        }
    }

    @Override
    public void removed(Server server) {
        toldOf.remove(server);
        exhausted.remove(server);
    }

    private void interrupt(String why) {
        if (running) {
            Messages.REBALANCING_STOPPED.log(why, moves);
            stop();
        }
    }
}
