// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.migration.Ledger.Order;
import org.junit.jupiter.api.Test;

/** The checks that all scenarios lean on find what they look for. */
final class LedgerTest {

    private final Ledger ledger = new Ledger("c", Order.STRICT);

    private void asked(Ledger into, int count) {
        for (int i = 0; i < count; i++) {
            into.send(0);
        }
    }

    @Test
    void answers_inOrderFromTwoServers_areNoProblem() {
        asked(ledger, 3);
        ledger.received(1, "1@A");
        ledger.received(2, "push 1@A#s1");
        ledger.received(3, "2@B");
        ledger.received(4, "push 2@A#s1");
        ledger.received(5, "push 1@B#s2");
        ledger.received(6, "3@B");

        assertThat(ledger.problems()).isEmpty();
        assertThat(ledger.servers()).containsExactly("A", "B");
        assertThat(ledger.outstanding()).isZero();
        assertThat(ledger.worstNanos()).isEqualTo(6);
        assertThat(ledger.lastPush("A", "s1")).isEqualTo(2);
    }

    @Test
    void answer_thatIsMissing_isFound() {
        asked(ledger, 1);

        assertThat(ledger.problems()).containsExactly("never answered: [1]");
        assertThat(ledger.forgive()).isEqualTo(1);
        assertThat(ledger.problems()).isEmpty();

        ledger.received(1, "1@A");
        assertThat(ledger.problems()).as("it was only late").isEmpty();
        ledger.received(1, "1@A");
        assertThat(ledger.problems()).containsExactly("answered twice: 1");
    }

    @Test
    void answer_thatOvertakes_isFound() {
        asked(ledger, 2);
        ledger.received(1, "2@A");
        ledger.received(1, "1@A");

        assertThat(ledger.problems()).containsExactly("1 answered after 2");
    }

    @Test
    void answer_thatComesTwice_isFound() {
        asked(ledger, 1);
        ledger.received(1, "1@A");
        ledger.received(1, "1@B");
        ledger.received(1, "7@B");

        assertThat(ledger.problems()).containsExactly("answered twice: 1", "answered, but never asked: 7");
    }

    @Test
    void answers_thatComeLateFromTheOldServer_areFineOnlyWhereThatIsAllowed() {
        Ledger lenient = new Ledger("l", Order.BY_SERVER);
        asked(lenient, 4);
        lenient.received(1, "1@A");
        lenient.received(1, "3@B");
        lenient.received(1, "2@A");
        assertThat(lenient.problems()).containsExactly("never answered: [4]");
        lenient.received(1, "4@A");
        assertThat(lenient.problems()).isEmpty();

        asked(lenient, 2);
        lenient.received(1, "6@A");
        lenient.received(1, "5@A");
        assertThat(lenient.problems()).containsExactly("5 answered after 6");
    }

    @Test
    void push_thatIsMissingOrDoubled_isFound() {
        ledger.received(1, "push 2@A#s");
        ledger.received(1, "push 2@A#s");
        ledger.received(1, "push 4@A#s");

        assertThat(ledger.problems())
                .containsExactly("push 2 of A#s after null", "push 2 of A#s after 2", "push 4 of A#s after 2");
    }

    @Test
    void end_isAProblem_unlessTheClientLeft() {
        ledger.closed(1, 1012, "gone");
        ledger.received(2, "push 1@A#s");
        assertThat(ledger.problems()).containsExactly("closed with 1012 gone", "got push 1@A#s after the end");
        assertThat(ledger.open()).isFalse();

        Ledger left = new Ledger("l", Order.STRICT);
        asked(left, 1);
        left.leave(1);
        left.closed(2, 1000, "");
        assertThat(left.problems()).isEmpty();
    }

    @Test
    void wrongs_areWhatNoEndExcuses() {
        asked(ledger, 3);
        ledger.received(1, "2@A");
        ledger.received(1, "1@A");
        ledger.unsendable(2, 3, new IllegalStateException("output closed"));
        assertThat(ledger.open()).isFalse();
        ledger.closed(3, 1006, "");

        assertThat(ledger.wrongs()).containsExactly("1 answered after 2");
        assertThat(ledger.problems()).hasSize(4).contains("closed with 1006 ", "never answered: [3]");
    }

    @Test
    void anythingElse_isFoundAndShown() {
        ledger.received(1, "nonsense");
        ledger.failed(1, "no connection");

        assertThat(ledger.toString()).contains("got what is no answer: nonsense", "no connection");
    }
}
