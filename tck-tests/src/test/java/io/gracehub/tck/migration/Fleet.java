// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Numbered clients of one kind that do the same. */
interface Fleet extends AutoCloseable {

    /** What each client has sent and received. */
    List<Ledger> ledgers();

    /** Ends the questions. */
    void pause();

    @Override
    void close();

    /** Ends the questions, and waits until all are answered. */
    default void settle() {
        settleBut(ledger -> false);
    }

    /**
     * The same; what has not been answered to some clients, who have their last answer, is forgiven at the end: it went
     * down with a server.
     */
    default void settleBut(Predicate<Ledger> forgiven) {
        settleBut(forgiven, ledger -> false);
    }

    /** The same; those are not waited for of which the network has changed what was said, perhaps the last of it. */
    default void settleBut(Predicate<Ledger> forgiven, Predicate<Ledger> changed) {
        pause();
        Bound.await(
                Bound.seconds(20),
                () -> "not all is answered\n" + shown(unanswered(forgiven, changed)),
                () -> unanswered(forgiven, changed).isEmpty());
        ledgers().stream().filter(forgiven).forEach(Ledger::forgive);
    }

    private List<Ledger> unanswered(Predicate<Ledger> forgiven, Predicate<Ledger> changed) {
        return ledgers().stream()
                .filter(changed.negate())
                .filter(ledger ->
                        forgiven.test(ledger) ? ledger.open() && !ledger.lastAnswered() : ledger.outstanding() > 0)
                .toList();
    }

    /** Each question was answered once, in order, and no connection has ended. */
    default void assertLossless() {
        settle();
        List<Ledger> wrong = ledgers().stream()
                .filter(ledger -> !ledger.problems().isEmpty())
                .toList();
        assertThat(wrong).as(() -> shown(wrong)).isEmpty();
        assertThat(ledgers()).allMatch(ledger -> ledger.open() && ledger.sent() > 0);
    }

    private String shown(List<Ledger> wrong) {
        return wrong.size() + " of " + ledgers().size() + " clients; the first of them:\n"
                + wrong.stream().limit(3).map(Ledger::toString).collect(Collectors.joining("\n"));
    }

    /** The longest time that any client has waited for an answer. */
    default Duration worst() {
        return Duration.ofNanos(
                ledgers().stream().mapToLong(Ledger::worstNanos).max().orElse(0));
    }

    /** Waits until each client has been answered some questions more. */
    default void awaitAnswers(int more) {
        List<Integer> before = ledgers().stream().map(Fleet::answers).toList();
        Bound.await(Bound.seconds(20), () -> "no answers come\n" + shown(ledgers()), () -> {
            for (int i = 0; i < before.size(); i++) {
                if (answers(ledgers().get(i)) < before.get(i) + more) {
                    return false;
                }
            }
            return true;
        });
    }

    private static int answers(Ledger ledger) {
        return ledger.sent() - ledger.outstanding();
    }
}
