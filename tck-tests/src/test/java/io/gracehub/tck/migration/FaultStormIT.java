// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.harness.Clause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any fault, at any step, on any wire, to any process, while servers come and go and clients talk. A failure tells its
 * seed; {@code gracehub.tck.faults.seed} and {@code gracehub.tck.faults.seconds} repeat or prolong it.
 */
@Tag("faults")
final class FaultStormIT {

    /** After so many rounds the clients are examined, and replaced by others. */
    private static final int SPELL = 3;

    private static final Duration STORM = Duration.ofSeconds(Long.getLong("gracehub.tck.faults.seconds", 120));

    @Test
    @Clause({"GATE-1", "GATE-14", "GATE-15", "GATE-30", "GATE-31", "GATE-32", "GATE-40", "GATE-41", "GATE-42", "GATE-44"
    })
    void storm_ofFaults_isAnnouncedToWhomItHarms() {
        endure(Long.getLong("gracehub.tck.faults.seed", System.nanoTime()));
    }

    /** Seeds that a test has failed with, each with the reason. 5: what was still on its way was taken for an answer to nothing. */
    @ParameterizedTest
    @ValueSource(longs = 5)
    @Clause("GATE-44")
    void storm_thatAFaultWasFoundBy_isAnnouncedToWhomItHarms(long seed) {
        endure(seed);
    }

    private static void endure(long seed) {
        List<Storm.Round> told = new ArrayList<>();
        System.out.println("storm of faults, seed " + seed);
        try (Ordeal ordeal = new Ordeal()) {
            Storm storm = new Storm(seed);
            long end = System.nanoTime() + STORM.toNanos();
            while (System.nanoTime() < end) {
                for (int i = 0; i < SPELL; i++) {
                    Storm.Round round = storm.next();
                    told.add(round);
                    ordeal.endure(round);
                }
                System.out.println("seed " + seed + ", " + told.size() + " rounds: " + ordeal.assertExplained());
            }
            ordeal.assertSound();
        } catch (Throwable failure) {
            throw new AssertionError("seed " + seed + ", told " + told + ": " + failure.getMessage(), failure);
        }
    }
}
