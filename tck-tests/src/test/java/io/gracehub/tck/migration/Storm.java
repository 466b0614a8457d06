// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.fault.Harm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/** What happens to a cluster, round by round; the same for the same seed. */
final class Storm {

    private static final List<String> SERVERS = List.of("A", "B", "C");
    private static final List<Way> WAYS =
            List.of(Way.DRAIN, Way.DRAIN, Way.DRAIN, Way.DRAIN, Way.OPERATE, Way.OPERATE, Way.TERM, Way.KILL);
    private static final int BLOWS = 3;
    private static final int LATEST_MILLIS = 3000;
    private static final int BITS = 4096;

    /** How a server goes away, and comes back. */
    enum Way {
        /** Its applications drain, and take that back. */
        DRAIN,
        /** An operator of the gateway drains it, and takes that back. */
        OPERATE,
        /** SIGTERM, and a new process. */
        TERM,
        /** SIGKILL, and a new process. */
        KILL
    }

    /** What happens beside that. */
    sealed interface Blow {}

    /** One unit on a wire has an accident: that of a server, or the clients'. */
    record Accident(String wire, Moment moment, Mishap mishap, int bit) implements Blow {

        Harm harm() {
            return mishap.harm(bit);
        }
    }

    /** All links through a wire are cut, several times. */
    record Flapping(String server, int times, int everyMillis, int afterMillis) implements Blow {}

    /** A process stands still: a server, or the gateway. */
    record Standstill(String process, int millis, int afterMillis) implements Blow {}

    /** A gateway with clients of its own dies. */
    record Death(int afterMillis) implements Blow {}

    /** A round: one server goes away, and comes back after a while. */
    record Round(String server, Way way, List<Blow> blows, int millis) {

        Round {
            blows = List.copyOf(blows);
        }
    }

    private final Random random;

    /** Of its own: the storms of old seeds stay as they were but for the bits. */
    private final Random bits;

    Storm(long seed) {
        random = new Random(seed);
        bits = new Random(~seed);
    }

    /** Returns the next round. */
    Round next() {
        String server = any(SERVERS);
        Way way = any(WAYS);
        List<Blow> blows = new ArrayList<>();
        for (int count = random.nextInt(BLOWS + 1); count > 0; count--) {
            blows.add(blow());
        }
        return new Round(server, way, blows, 1000 + random.nextInt(4000));
    }

    private Blow blow() {
        int kind = random.nextInt(10);
        if (kind < 4) { // what is changed on a link is another test's
            return accident(any(SERVERS), Moment::ofLink, mishap -> !mishap.changes());
        } else if (kind < 7) {
            boolean front = random.nextInt(3) == 0;
            return accident(
                    front ? "front" : any(SERVERS), front ? Moment::ofClient : Moment::ofSession, mishap -> true);
        } else if (kind == 7) {
            return new Flapping(
                    any(SERVERS), 1 + random.nextInt(3), 100 + random.nextInt(400), random.nextInt(LATEST_MILLIS));
        } else if (kind == 8) {
            return new Standstill(
                    any(List.of("A", "B", "C", "gateway")), 500 + random.nextInt(2500), random.nextInt(LATEST_MILLIS));
        }
        return random.nextInt(3) == 0 ? new Death(random.nextInt(LATEST_MILLIS)) : blow();
    }

    private Accident accident(String wire, Function<Moment, Boolean> where, Function<Mishap, Boolean> what) {
        Moment moment = any(Stream.of(Moment.values()).filter(where::apply).toList());
        Mishap mishap = any(Stream.of(Mishap.values()).filter(what::apply).toList());
        return new Accident(wire, moment, mishap, bits.nextInt(BITS));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
