// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

/**
 * One client's way from server to server, as their hubs saw it.
 *
 * @param ledger what the client itself saw
 * @param visits in the order of time
 */
record Chain(Ledger ledger, List<Visit> visits) {

    Chain {
        visits = List.copyOf(visits);
    }

    /** Where the client is; empty if it is nowhere. */
    String place() {
        if (visits.isEmpty()) {
            return "";
        }
        Visit last = visits.get(visits.size() - 1);
        return last.opened() ? last.server() : "";
    }

    /** The visits that have not ended, as far as is traced. */
    List<Visit> unclosed() {
        return visits.stream()
                .filter(visit -> visit.opened()
                        && visits.stream()
                                .noneMatch(other ->
                                        !other.opened() && other.session().equals(visit.session())))
                .toList();
    }

    /** Whether a server died under the client. */
    boolean lost() {
        return visits.stream().anyMatch(Visit::lost);
    }

    /** The visits that began because a server had died under the client. */
    List<Visit> losses() {
        return visits.stream().filter(visit -> visit.opened() && visit.lost()).toList();
    }

    /** The visit that ended with a server and made the client come here; empty if that server has not told of it. */
    Optional<Visit> lostIn(Visit loss) {
        return unclosed().stream()
                .filter(visit -> loss.migration().startsWith(visit.server() + ">") && visit.nanos() < loss.nanos())
                .reduce((earlier, later) -> later);
    }

    /** How often it was moved. */
    int moves() {
        return (int) visits.stream()
                .filter(visit -> visit.opened() && !visit.migration().equals("->-"))
                .count();
    }

    /** Every old hub saw it go before the next one saw it come, and both were told the same; id and state are the same. */
    void assertUnbroken() {
        assertCarried();
        for (int i = 1; i + 1 < visits.size(); i += 2) {
            assertThat(visits.get(i).migration())
                    .as(this::toString)
                    .isEqualTo(visits.get(i + 1).migration());
        }
    }

    /** The same, but the server that the old hub was told may have refused, and another one have taken the client. */
    void assertCarried() {
        assertThat(visits.get(0).opened()).as(this::toString).isTrue();
        assertThat(visits.get(0).migration()).as(this::toString).isEqualTo("->-");
        for (int i = 1; i < visits.size(); i += 2) {
            Visit gone = visits.get(i);
            assertThat(gone.opened()).as(this::toString).isFalse();
            assertThat(gone.server())
                    .as(this::toString)
                    .isEqualTo(visits.get(i - 1).server());
            if (i + 1 < visits.size()) {
                assertMove(gone, visits.get(i + 1));
            }
        }
    }

    private void assertMove(Visit gone, Visit come) {
        assertThat(come.opened()).as(this::toString).isTrue();
        assertThat(gone.migration())
                .as(this::toString)
                .startsWith(gone.server() + ">")
                .doesNotEndWith("-");
        assertThat(come.migration()).as(this::toString).isEqualTo(gone.server() + ">" + come.server());
        assertThat(come.id()).as(this::toString).isEqualTo(gone.id());
        assertThat(come.handled()).as(this::toString).isEqualTo(gone.handled());
        assertThat(come.lost() || gone.lost()).as(this::toString).isFalse();
        assertThat(gone.code()).as(this::toString).isEqualTo(1012);
        assertThat(ledger.lastPush(gone.server(), gone.session()))
                .as(() -> "the last push of a session: " + this)
                .isGreaterThanOrEqualTo(gone.pushed());
    }

    /**
     * Nothing came twice or out of order, and what is missing was announced: by {@code lost()}, or by the end of the
     * connection.
     */
    void assertHonest() {
        assertThat(ledger.wrongs()).as(this::toString).isEmpty();
        if (ledger.open() && !lost()) {
            assertThat(ledger.problems()).as(this::toString).isEmpty();
            withoutVoid().assertCarried();
        }
    }

    /** Without the sessions that a server had opened when its answer to the handshake was lost: nothing was said in them. */
    private Chain withoutVoid() {
        List<Visit> voided = visits.stream()
                .filter(visit -> !visit.opened() && !visit.migration().startsWith(visit.server() + ">"))
                .toList();
        assertThat(voided)
                .allSatisfy(gone -> assertThat(gone.handled())
                        .as(this::toString)
                        .isEqualTo(come(gone).handled()));
        return new Chain(
                ledger,
                visits.stream()
                        .filter(visit ->
                                voided.stream().noneMatch(gone -> gone.session().equals(visit.session())))
                        .toList());
    }

    private Visit come(Visit gone) {
        return visits.stream()
                .filter(visit -> visit.opened() && visit.session().equals(gone.session()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("never came: " + gone + " of " + this));
    }

    /** The client was moved after a crash: the same id, with a state that is not newer than what was handled. */
    void assertSurvived(String from, String to) {
        Visit come = visits.get(visits.size() - 1);
        assertThat(come.opened()).as(this::toString).isTrue();
        assertThat(come.migration()).as(this::toString).isEqualTo(from + ">" + to);
        assertThat(come.lost()).as(this::toString).isTrue();
        assertThat(come.id()).as(this::toString).isEqualTo(visits.get(0).id());
    }

    @Override
    public String toString() {
        return "visits: " + visits + "\n" + ledger;
    }
}
