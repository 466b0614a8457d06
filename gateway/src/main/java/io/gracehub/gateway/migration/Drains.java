// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.connection.Carrier.Move;
import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.Servers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The drains of servers, each the server's own, an operator's, or both at once. Lives on the control loop. A server is
 * evacuated for as long as either lasts; an operator's lasts until the server is taken back, although its record ends
 * when there is nothing more to move.
 */
final class Drains {

    private final Map<Server, Evacuation> evacuations = new LinkedHashMap<>();
    private final Map<Server, DrainRecord> records = new HashMap<>();

    /** The evacuation of a server, made if there is none. */
    Evacuation begin(Server server, DrainRecord.By by) {
        DrainRecord known = records.get(server);
        if (known == null || !known.running()) {
            records.put(server, new DrainRecord(server, by));
        }
        return evacuations.computeIfAbsent(server, unknown -> new Evacuation());
    }

    @Nullable
    Evacuation of(Server server) {
        return evacuations.get(server);
    }

    /** The running drain of a server, or its last. */
    Optional<DrainRecord> record(Server server) {
        return Optional.ofNullable(records.get(server));
    }

    void each(BiConsumer<Server, Evacuation> action) {
        evacuations.forEach(action);
    }

    /** Whether some that wait to leave their server can; else they may wait for as long as an operator likes. */
    boolean canGo(Servers servers) {
        return evacuations.entrySet().stream()
                .anyMatch(each -> each.getValue().waiting() > 0
                        && each.getKey().movable()
                        && servers.target(each.getKey(), Set.of()).isPresent());
    }

    boolean running() {
        return records.values().stream().anyMatch(DrainRecord::running);
    }

    int waiting() {
        return evacuations.values().stream().mapToInt(Evacuation::waiting).sum();
    }

    /** The server's own drain is over, whatever has become of it. */
    void endOfServers(Server server) {
        Evacuation evacuation = evacuations.get(server);
        if (evacuation == null) {
            return;
        }
        evacuation.takeBack();
        if (!evacuation.byOperator()) {
            evacuations.remove(server);
            end(server);
        } else if (record(server)
                .filter(last -> last.by() == DrainRecord.By.SERVER)
                .isPresent()) {
            end(server);
        }
    }

    /** The server has been taken back by an operator. */
    void endOfOperators(Server server) {
        Evacuation evacuation = evacuations.get(server);
        if (evacuation == null || !evacuation.byOperator()) {
            return;
        }
        evacuation.byOperator(false);
        if (!evacuation.byServer()) {
            evacuations.remove(server);
            end(server);
        }
    }

    /** The server is not to be used any more. */
    void forget(Server server) {
        evacuations.remove(server);
        records.remove(server);
    }

    private void end(Server server) {
        record(server).ifPresent(DrainRecord::end);
    }

    /** Ends the record of an operator's drain that has nothing more to do. */
    void conclude(Server server, Evacuation evacuation) {
        DrainRecord record = records.get(server);
        if (record != null
                && record.running()
                && evacuation.byOperator()
                && !evacuation.byServer()
                && evacuation.idle()
                && record.idle()) {
            record.end();
            Messages.DRAINED.log(server, record.moved(), record.stayed(), record.closed(), record.left());
        }
    }

    /** A connection is on its way. */
    void taken(Server from, Connection connection) {
        record(from).ifPresent(record -> record.taken(connection));
    }

    /** A move has ended; what there is to say is said. */
    void over(Connection connection, Move move, boolean placed) {
        record(move.from()).ifPresent(record -> record.over(connection, move));
        Evacuation evacuation = evacuations.get(move.from());
        if (placed && evacuation != null && evacuation.ended(move)) {
            evacuation.say(move.from());
        }
    }

    /** A connection has ended; one that had its place before it could tell how its move ended does not tell any more. */
    void gone(Connection connection, boolean placed) {
        Evacuation left = evacuations.get(connection.server());
        if (placed && left != null) {
            left.ended();
        }
        evacuations.values().forEach(evacuation -> evacuation.remove(connection));
        records.values().forEach(record -> record.gone(connection));
    }
}
