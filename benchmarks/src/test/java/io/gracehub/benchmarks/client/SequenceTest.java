// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTest {

    private final Sequence sequence = new Sequence();

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(sequence.sent(1_000L * i)).isEqualTo(i);
        }
    }

    @Test
    void arrived_whenAllComeInOrder_isWithoutFault() {
        send(200);
        for (int i = 0; i < 200; i++) {
            assertThat(sequence.arrived(i, 1_000L * i + 7)).isEqualTo(7);
        }
        assertThat(sequence.tally()).isEqualTo(new Tally(200, 0, 0, 0, 0, 0));
    }

    @Test
    void tally_whenOneIsMissing_hasItAsLost() {
        send(3);
        sequence.arrived(0, 5_000);
        sequence.arrived(2, 5_000);
        assertThat(sequence.tally()).isEqualTo(new Tally(3, 1, 0, 0, 0, 0));
        assertThat(sequence.waiting(6_000)).isEqualTo(5_000);
    }

    @Test
    void waiting_whenTheConnectionHasEnded_isThatOfWhatWasDueLater() {
        send(4);
        sequence.giveUp(2);
        assertThat(sequence.tally().lost()).isEqualTo(4);
        assertThat(sequence.waiting(6_000)).isEqualTo(4_000);
        sequence.arrived(2, 6_000);
        sequence.arrived(3, 6_000);
        assertThat(sequence.waiting(7_000)).isZero();
        assertThat(sequence.tally().lost()).isEqualTo(2);
    }

    @Test
    void arrived_whenItComesAgain_isDoubledAndNoRoundTrip() {
        send(2);
        sequence.arrived(0, 5_000);
        assertThat(sequence.arrived(0, 6_000)).isEqualTo(Sequence.NO_ROUND_TRIP);
        assertThat(sequence.tally().doubled()).isEqualTo(1);
        assertThat(sequence.tally().reordered()).isZero();
    }

    @Test
    void arrived_whenALaterOneCameBefore_isReorderedAndNotLost() {
        send(2);
        sequence.arrived(1, 5_000);
        assertThat(sequence.arrived(0, 6_000)).isEqualTo(6_000);
        assertThat(sequence.tally()).isEqualTo(new Tally(2, 0, 0, 1, 0, 0));
    }

    @Test
    void arrived_whenItWasNeverSent_isForeign() {
        send(1);
        assertThat(sequence.arrived(1, 5_000)).isEqualTo(Sequence.NO_ROUND_TRIP);
        assertThat(sequence.arrived(-1, 5_000)).isEqualTo(Sequence.NO_ROUND_TRIP);
        assertThat(sequence.tally()).isEqualTo(new Tally(1, 1, 0, 0, 2, 0));
    }

    @Test
    void waiting_whenAllHaveCome_isNothing() {
        send(1);
        sequence.arrived(0, 5_000);
        assertThat(sequence.waiting(9_000)).isZero();
    }

    @Test
    void since_whenFaultsCame_hasOnlyThese() {
        Tally early = new Tally(10, 1, 2, 3, 4, 5);
        Tally late = new Tally(21, 3, 5, 7, 9, 11);
        assertThat(late.since(early)).isEqualTo(new Tally(11, 2, 3, 4, 5, 6));
        assertThat(late.since(early).faults()).isEqualTo(20);
    }
}
