// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.loop.ManualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ManualLoop loop = new ManualLoop();
    private final FakeGateway gateway = new FakeGateway();
    private final Drain drain = new Drain(loop, TIMEOUT, gateway);

    /** A gateway whose clients go as soon as they are closed, if they are obedient. */
    private static final class FakeGateway implements Surroundings {

        private final List<String> done = new ArrayList<>();
        private int connections;
        private int exchanges;
        private boolean probed;
        private boolean obedient = true;
        private int closes;

        @Override
        public boolean probed() {
            return probed;
        }

        @Override
        public void refuse() {
            done.add("refuse");
        }

        @Override
        public int connections() {
            return connections;
        }

        @Override
        public int exchanges() {
            return exchanges;
        }

        @Override
        public void close(int count) {
            closes += count;
            if (obedient) {
                connections -= count;
            }
        }

        @Override
        public void stop() {
            done.add("stop");
        }
    }

    /** Brings the drain into a state. */
    private void enter(String state) {
        gateway.connections = 1;
        gateway.exchanges = 1;
        gateway.obedient = false;
        switch (state) {
            case "RUNNING" -> {}
            case "ANNOUNCED" -> drain.begin("test");
            case "CLOSING" -> {
                drain.begin("test");
                drain.seen();
            }
            case "LEAVING" -> {
                drain.begin("test");
                loop.pass(TIMEOUT.minus(Drain.RESERVE));
                assertThat(gateway.closes).isPositive();
            }
            default -> {
                drain.begin("test");
                drain.hurry("test");
            }
        }
        gateway.done.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, begin, '', true",
        "RUNNING, seen, '', false",
        "RUNNING, hurry, '', true",
        "RUNNING, deadline, '', false",
        "ANNOUNCED, begin, '', true",
        "ANNOUNCED, seen, 'refuse', true",
        "ANNOUNCED, hurry, 'stop', true",
        "ANNOUNCED, deadline, 'refuse stop', true",
        "CLOSING, begin, '', true",
        "CLOSING, seen, '', true",
        "CLOSING, hurry, 'stop', true",
        "CLOSING, deadline, 'stop', true",
        "LEAVING, begin, '', true",
        "LEAVING, seen, '', true",
        "LEAVING, hurry, 'stop', true",
        "LEAVING, deadline, 'stop', true",
        "STOPPED, begin, '', true",
        "STOPPED, seen, '', true",
        "STOPPED, hurry, '', true",
        "STOPPED, deadline, '', true"
    })
    void event_inEachState_doesWhatIsDue(String state, String event, String done, boolean draining) {
        enter(state);

        switch (event) {
            case "begin" -> drain.begin("test");
            case "seen" -> drain.seen();
            case "hurry" -> drain.hurry("test");
            default -> loop.pass(TIMEOUT);
        }

        assertThat(String.join(" ", gateway.done)).isEqualTo(done);
        assertThat(drain.draining()).isEqualTo(draining);
    }

    @ParameterizedTest
    @CsvSource({"false, 1000", "true, 5000"})
    void announced_nobodySeesIt_lastsAsLongAsItIsWorth(boolean probed, long millis) {
        gateway.connections = 1;
        gateway.probed = probed;
        drain.begin("test");

        loop.pass(Duration.ofMillis(millis - 1));
        assertThat(gateway.done).isEmpty();
        loop.pass(Duration.ofMillis(1));
        assertThat(gateway.done).startsWith("refuse");
    }

    @Test
    void closing_manyClients_isSpreadEvenly() {
        gateway.connections = 1000;
        drain.begin("test");
        drain.seen();
        List<Integer> perSecond = new ArrayList<>();
        for (int second = 0; second < 24; second++) {
            int before = gateway.closes;
            loop.pass(Duration.ofSeconds(1));
            perSecond.add(gateway.closes - before);
        }

        assertThat(gateway.connections).isZero();
        assertThat(perSecond).allMatch(count -> count >= 39 && count <= 45);
        assertThat(gateway.done).containsExactly("refuse", "stop");
    }

    @Test
    void closing_fewClients_isSpreadToo() {
        gateway.connections = 3;
        drain.begin("test");
        drain.seen();
        assertThat(gateway.closes).isEqualTo(1);
        loop.pass(Duration.ofSeconds(9));
        assertThat(gateway.closes).isEqualTo(2);
        loop.pass(Duration.ofSeconds(9));

        assertThat(gateway.closes).isEqualTo(3);
    }

    @Test
    void closing_nobodyThere_stopsAtOnce() {
        drain.begin("test");
        drain.seen();

        assertThat(gateway.done).containsExactly("refuse", "stop");
        assertThat(loop.timers()).isZero();
    }

    @Test
    void leaving_requestsUnderWay_waitsForThem() {
        gateway.exchanges = 1;
        drain.begin("test");
        drain.seen();
        loop.pass(Duration.ofSeconds(3));
        assertThat(gateway.done).containsExactly("refuse");
        gateway.exchanges = 0;
        loop.pass(Drain.LOOK);

        assertThat(gateway.done).containsExactly("refuse", "stop");
        assertThat(loop.timers()).isZero();
    }

    @Test
    void closing_clientsThatDoNotGo_areAllAskedBeforeTheReserve() {
        gateway.connections = 100;
        gateway.obedient = false;
        drain.begin("test");
        loop.pass(TIMEOUT.minus(Drain.RESERVE));

        assertThat(gateway.closes).isGreaterThanOrEqualTo(100);
        assertThat(gateway.done).containsExactly("refuse");
    }

    @Test
    void leaving_clientThatWasOnItsWayIn_isClosedToo() {
        gateway.exchanges = 1;
        drain.begin("test");
        drain.seen();
        gateway.connections = 1;
        loop.pass(Drain.LOOK);

        assertThat(gateway.connections).isZero();
    }

    @Test
    void begin_withoutTime_stopsAtOnce() {
        gateway.connections = 2;
        gateway.obedient = false;
        Drain hasty = new Drain(loop, Duration.ZERO, gateway);
        hasty.begin("test");
        loop.pass(Duration.ZERO);

        assertThat(gateway.done).endsWith("stop").doesNotHaveDuplicates();
        assertThat(loop.timers()).isZero();
    }
}
