// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Real signals to a real process: what it does in which order, and its exit code (128 + the signal's number). */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class SignalProcessTest {

    private static final List<String> INT_BY_DEFAULT = List.of("env", "--default-signal=INT");
    private static final List<String> INT_IGNORED = List.of("env", "--ignore-signal=INT");

    @Test
    void term_whenRunning_drainsBeforeTheJvmStopsAndKeepsTheExitCode() throws Exception {
        try (ChildJvm child = start("AT_ONCE", "TERM")) {
            assertThat(child.line()).isEqualTo("active [SIGTERM]");
            assertThat(child.line()).isEqualTo("inactive []");

            child.signal("TERM");

            assertThat(child.rest()).containsExactly("drain SIGTERM", "drained", "the JVM stops");
            assertThat(child.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void secondTerm_whenDraining_cutsTheDrainShort() throws Exception {
        try (ChildJvm child = started("UNTIL_SKIPPED", "TERM")) {
            child.signal("TERM");
            assertThat(child.line()).isEqualTo("drain SIGTERM");

            child.signal("TERM");

            assertThat(child.rest()).containsExactly("skip SIGTERM", "drained", "the JVM stops");
            assertThat(child.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void thirdTerm_whenDrainDoesNotEnd_stopsTheJvmAtOnce() throws Exception {
        try (ChildJvm child = started("FOR_EVER", "TERM")) {
            child.signal("TERM");
            assertThat(child.line()).isEqualTo("drain SIGTERM");
            child.signal("TERM");
            assertThat(child.line()).isEqualTo("skip SIGTERM");

            child.signal("TERM");

            assertThat(child.rest()).containsExactly("the JVM stops");
            assertThat(child.exitCode()).isEqualTo(143);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs env --default-signal")
    void int_whenRunning_drainsBeforeTheJvmStopsAndKeepsTheExitCode() throws Exception {
        try (ChildJvm child = new ChildJvm(INT_BY_DEFAULT, List.of(), "AT_ONCE", "TERM", "INT")) {
            assertThat(child.line()).isEqualTo("active [SIGTERM, SIGINT]");
            assertThat(child.line()).isEqualTo("inactive []");

            child.signal("INT");

            assertThat(child.rest()).containsExactly("drain SIGINT", "drained", "the JVM stops");
            assertThat(child.exitCode()).isEqualTo(130);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs env --default-signal")
    void int_whenTermDrains_cutsShortAndTheExitCodeIsThatOfTerm() throws Exception {
        try (ChildJvm child = new ChildJvm(INT_BY_DEFAULT, List.of(), "UNTIL_SKIPPED", "TERM", "INT")) {
            child.line();
            child.line();
            child.signal("TERM");
            assertThat(child.line()).isEqualTo("drain SIGTERM");

            child.signal("INT");

            assertThat(child.rest()).containsExactly("skip SIGINT", "drained", "the JVM stops");
            assertThat(child.exitCode()).isEqualTo(143);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs env --ignore-signal")
    void int_whenTheProcessIgnoresIt_staysIgnored() throws Exception {
        try (ChildJvm child = new ChildJvm(INT_IGNORED, List.of(), "AT_ONCE", "TERM", "INT")) {
            assertThat(child.line()).isEqualTo("active [SIGTERM]");
            assertThat(child.line())
                    .isEqualTo("inactive [SIGINT: this process ignores it, like one in the background of a shell]");

            child.signal("INT");
            child.signal("TERM");

            assertThat(child.rest()).containsExactly("drain SIGTERM", "drained", "the JVM stops");
            assertThat(child.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void term_whenTheJvmDoesNotHandleSignals_isInactiveAndSaysSo() throws Exception {
        try (ChildJvm child = new ChildJvm(List.of(), List.of("-Xrs"), "AT_ONCE", "TERM")) {
            assertThat(child.line()).isEqualTo("active []");
            assertThat(child.line()).isEqualTo("inactive [SIGTERM: Signal already used by VM or OS: SIGTERM]");

            child.signal("TERM");

            assertThat(child.rest()).isEmpty();
            assertThat(child.exitCode()).isEqualTo(143);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the number of the signal differs")
    void signal_whenItsDefaultEndsTheProcess_drainsThenEndsItByThat() throws Exception {
        try (ChildJvm child = started("AT_ONCE", "USR1")) {
            child.signal("USR1");

            assertThat(child.rest()).containsExactly("drain SIGUSR1", "drained");
            assertThat(child.exitCode()).isEqualTo(128 + 10);
        }
    }

    private static ChildJvm started(String... args) throws IOException, InterruptedException {
        ChildJvm child = start(args);
        child.line();
        child.line();
        return child;
    }

    private static ChildJvm start(String... args) throws IOException {
        return new ChildJvm(List.of(), List.of(), args);
    }
}
