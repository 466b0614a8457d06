// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.client.NumberedClients;
import io.gracehub.benchmarks.client.NumberedClients.Seen;
import io.gracehub.benchmarks.client.Tally;
import io.gracehub.benchmarks.process.Peak;
import io.gracehub.benchmarks.server.Server;
import java.time.Duration;
import java.time.Instant;

/**
 * What came of one stop of the server that had all clients, while they sent.
 *
 * @param undisturbed seen in seconds in which nothing happened
 * @param across seen from the first sign of the stop until all clients were served again and a second more
 * @param lastClient when the last client got its first echo from the other server, in milliseconds since that sign; infinite
 *     if not all got one in time
 * @param server the one that was stopped
 * @param begin when the first sign was: the front is told, or the signal
 * @param cores the most that the front and both servers, without the clients, used of the processors
 */
record Stop(
        Tally tally,
        Seen undisturbed,
        Seen across,
        double lastClient,
        Server server,
        Instant begin,
        Instant signal,
        Instant end,
        double cores) {

    private static final Duration LEAD = Duration.ofSeconds(2);
    private static final Duration UNDISTURBED = Duration.ofSeconds(4);
    private static final Duration AFTERMATH = Duration.ofSeconds(1);
    private static final Duration LAST_ECHO = Duration.ofSeconds(20);

    /** The library waits so long for late replies when the last connection has left: MIG-7. */
    private static final long LATE_REPLIES_MILLIS = 1_000;

    /**
     * Stops a server.
     *
     * @param from the server's name; the other one runs too
     * @param rate messages a second of each client; may be below 1
     * @param bound how long clients have to be served again
     */
    static Stop of(Fleet fleet, String from, double rate, Duration bound) {
        NumberedClients clients = fleet.clients();
        Server leaving = fleet.server(from);
        Tally before = clients.tally();
        clients.start(rate * clients.count());
        NumberedClients.pause(LEAD);
        clients.beginWindow();
        NumberedClients.pause(UNDISTURBED);
        Seen undisturbed = clients.seen();
        clients.beginWindow();
        try (Peak peak = new Peak(fleet.usages())) {
            long firstSign = System.nanoTime();
            Instant begin = Instant.now();
            fleet.drain(from);
            Instant signal = leaving.signal();
            boolean moved = clients.awaitServedBy(Fleet.other(from), bound);
            NumberedClients.pause(AFTERMATH);
            Seen across = clients.seen();
            double cores = peak.cores();
            Instant end = leaving.awaitEnd();
            clients.stop(LAST_ECHO);
            if (!moved) {
                System.out.println("NOT ALL HAVE MOVED within " + bound + "; ended: " + clients.endings());
            }
            double lastClient = moved ? (clients.lastMovedAt() - firstSign) / 1e6 : Double.POSITIVE_INFINITY;
            return new Stop(
                    clients.tally().since(before), undisturbed, across, lastClient, leaving, begin, signal, end, cores);
        }
    }

    /** Until the process had ended, from the first sign of it. */
    Duration total() {
        return Duration.between(begin, end);
    }

    Duration untilExit() {
        return Duration.between(signal, end);
    }

    /** When the last connection left the server, in milliseconds since the signal, as the server logs it. */
    long lastLeft() {
        return stages().until("STOPPED") - LATE_REPLIES_MILLIS;
    }

    Stages stages() {
        return new Stages(signal, server.log());
    }
}
