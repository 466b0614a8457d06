// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.Cluster.ANY;
import static io.gracehub.tck.migration.Cluster.CALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.server.ServerKind;
import org.junit.jupiter.api.Test;

/** Two kinds of server behind one gateway, as while an operator goes from one to the other. */
final class MixedIT {

    private static final int TERMINATED = 143;

    @Test
    @Clause("GATE-29")
    void term_ofEachOfTwoKindsOfServer_movesAllToTheOther() {
        try (Cluster cluster = new Cluster("A", "B")) {
            cluster.kind("B", ServerKind.other());
            cluster.running("A", "B");
            try (Fleets fleets = new Fleets(cluster)) {
                fleets.java(CALM, 60, Manner.DIRECT);
                fleets.browser(CALM, 20, Manner.DIRECT);
                fleets.java(ANY, 10, Manner.LATER);
                fleets.awaitAnswers(2);

                stop(cluster, "A");
                fleets.awaitAt("B");
                fleets.awaitAnswers(2);
                cluster.start("A");
                stop(cluster, "B");

                fleets.awaitAt("A");
                fleets.awaitAnswers(2);
                fleets.assertLossless();
            }
        }
    }

    private static void stop(Cluster cluster, String name) {
        cluster.server(name).signal("TERM");
        assertThat(cluster.server(name).exitCode(Bound.seconds(60))).isEqualTo(TERMINATED);
    }
}
