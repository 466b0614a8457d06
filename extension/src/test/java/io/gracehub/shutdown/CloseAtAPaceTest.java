// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.GracefulShutdownMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CloseAtAPaceTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30); // 28 s of which are to be used

    private final ManualClock clock = new ManualClock();
    private final FakeHub hub = new FakeHub(GracefulShutdownMode.CLOSE_CLIENTS, TIMEOUT, 15);

    @Test
    void proceed_withoutSettings_spreadsClosesOverTheTimeLeftLessTheReserve() {
        Parting parting = parting(ClosePace.EVEN);

        parting.proceed();
        assertThat(hub.connections).hasValue(14);
        after(parting, 1_999);
        assertThat(hub.connections).hasValue(14);
        after(parting, 1);
        assertThat(hub.connections).hasValue(13);
        after(parting, 12_000);
        assertThat(hub.connections).hasValue(7);
        after(parting, 13_999);
        assertThat(hub.connections).hasValue(1);
        after(parting, 1);
        assertThat(hub.connections).hasValue(0);
    }

    @Test
    void proceed_returnsWhenTheNextBatchIsDue() {
        Parting parting = parting(pace(5, 4_000));

        assertThat(parting.proceed().left()).hasSeconds(4);
        after(parting, 1_000);
        assertThat(parting.proceed().left()).hasSeconds(3);
        assertThat(hub.connections).hasValue(10);
    }

    @Test
    void proceed_whenTheTimeoutIsShort_keepsAFifthOfIt() {
        FakeHub hasty = new FakeHub(GracefulShutdownMode.CLOSE_CLIENTS, Duration.ofSeconds(5), 5);
        Parting parting = Parting.of(drain(ClosePace.EVEN, hasty), hasty);

        parting.proceed();
        after(parting, 3_999);
        assertThat(hasty.connections).hasValue(1);
        after(parting, 1);
        assertThat(hasty.connections).hasValue(0);
    }

    @Test
    void proceed_whenBatchesCannotFit_shortensTheInterval() {
        Parting parting = parting(pace(5, 20_000)); // needs 40 s of 28

        parting.proceed();
        assertThat(hub.connections).hasValue(10);
        after(parting, 14_000);
        assertThat(hub.connections).hasValue(5);
        after(parting, 14_000);
        assertThat(hub.connections).hasValue(0);
    }

    @Test
    void proceed_whenTheIntervalAloneIsTooLong_spreadsEvenly() {
        Parting parting = parting(pace(0, 60_000));

        parting.proceed();
        assertThat(hub.connections).hasValue(14);
        after(parting, 2_000);
        assertThat(hub.connections).hasValue(13);
    }

    @Test
    void proceed_whenTheIntervalAloneIsSet_closesAsManyAsItTakes() {
        Parting parting = parting(pace(0, 7_000)); // at 0, 7, 14, 21 and 28 s

        parting.proceed();
        for (int left : new int[] {12, 9, 6, 3, 0}) {
            assertThat(hub.connections).hasValue(left);
            after(parting, 7_000);
        }
    }

    @Test
    void proceed_whenClientsLeaveByThemselves_spreadsTheRestAnew() {
        Parting parting = parting(ClosePace.EVEN);
        parting.proceed();
        for (int i = 0; i < 10; i++) {
            hub.clientLeaves();
        }

        after(parting, 2_000); // 26 s for the 4 that are left
        assertThat(hub.connections).hasValue(3);
        after(parting, 8_666);
        assertThat(hub.connections).hasValue(3);
        after(parting, 1);
        assertThat(hub.connections).hasValue(2);
        assertThat(hub.departures().closed()).isEqualTo(3);
    }

    @Test
    void proceed_whenConnectionsArriveLate_closesThemInTheTimeThatIsLeft() {
        Parting parting = parting(ClosePace.EVEN);
        parting.proceed();
        after(parting, 28_000);
        assertThat(hub.connections).hasValue(0);
        hub.connections.set(3);

        after(parting, 200);

        assertThat(hub.connections).hasValue(0);
    }

    @Test
    void proceed_whenManyArriveInTheMiddle_isFaster() {
        Parting parting = parting(pace(1, 1_000));
        parting.proceed();
        hub.connections.set(28);

        after(parting, 1_000);
        assertThat(hub.connections).hasValue(27);
        hub.connections.set(53);
        after(parting, 1_000);
        assertThat(hub.connections).hasValue(52);
        after(parting, 500);
        assertThat(hub.connections).hasValue(51);
    }

    @Test
    void proceed_whenTheThreadComesLate_catchesUp() {
        Parting parting = parting(ClosePace.EVEN);
        parting.proceed();

        after(parting, 10_500);

        assertThat(hub.connections).hasValue(9);
        assertThat(parting.proceed().left()).hasMillis(1_500);
    }

    @Test
    void proceed_whenThoseWhoWereToldStay_tellsTheOthersAllTheSame() {
        hub.closesWhenTold = false;
        Parting parting = parting(pace(5, 1_000));

        parting.proceed();
        after(parting, 1_000);
        after(parting, 1_000);
        after(parting, 1_000);

        assertThat(hub.calls).containsExactly("close 5", "close 5", "close 5");
    }

    @Test
    void wanted_endsAtTheDeadline() {
        parting(ClosePace.EVEN);

        assertThat(hub.wanted.getAsBoolean()).isTrue();
        clock.advance(TIMEOUT);
        assertThat(hub.wanted.getAsBoolean()).isFalse();
    }

    private void after(Parting parting, long millis) {
        clock.advance(Duration.ofMillis(millis));
        parting.proceed();
    }

    private Parting parting(ClosePace pace) {
        return Parting.of(drain(pace, hub), hub);
    }

    private Drain drain(ClosePace pace, FakeHub served) {
        ShutdownSettings settings = new ShutdownSettings(
                "server-1", TIMEOUT, Optional.empty(), new ShutdownSettings.Offline(1, Duration.ofSeconds(5)), pace);
        return new Drain(settings, clock, Trigger.CODE, new Served(List.of(served), LinkedGateways.NONE));
    }

    private static ClosePace pace(int batch, long interval) {
        return new ClosePace(
                batch == 0 ? OptionalInt.empty() : OptionalInt.of(batch), Optional.of(Duration.ofMillis(interval)));
    }
}
