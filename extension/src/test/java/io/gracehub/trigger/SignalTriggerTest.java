// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** With a signal that does nothing by default and that no one sends: it is raised in this JVM. */
@DisabledOnOs(OS.WINDOWS)
class SignalTriggerTest {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Drained drained = new Drained();
    private final StopSequence sequence = new StopSequence(drained);
    private final SignalTrigger trigger = new SignalTrigger("URG");

    @AfterEach
    void giveBack() {
        trigger.uninstall();
        RaisedSignal.URG.toDefault();
    }

    @Test
    void signal_whenInstalled_drainsThenCallsTheFormerHandler() throws Exception {
        RaisedSignal.URG.install(() -> told.add("former"));
        assertThat(trigger.install(sequence)).isEmpty();

        RaisedSignal.URG.raise();

        assertThat(heard()).isEqualTo("drain SIGURG");
        assertThat(heard()).isEqualTo("former");
    }

    @Test
    void signal_whenTheDrainCannotEvenBegin_callsTheFormerHandler() throws Exception {
        RaisedSignal.URG.install(() -> told.add("former"));
        drained.broken = true;
        assertThat(trigger.install(sequence)).isEmpty();

        RaisedSignal.URG.raise();

        assertThat(heard()).isEqualTo("former");
    }

    @Test
    void signal_whenUninstalled_goesToTheFormerHandler() throws Exception {
        RaisedSignal.URG.install(() -> told.add("former"));
        trigger.install(sequence);

        trigger.uninstall();
        trigger.uninstall();
        RaisedSignal.URG.raise();

        assertThat(heard()).isEqualTo("former");
        assertThat(told).isEmpty();
    }

    @Test
    void uninstall_whenFormerWasTheDefault_restoresIt() {
        trigger.install(sequence);

        trigger.uninstall();

        assertThat(RaisedSignal.URG.isDefault()).isTrue();
    }

    @Test
    void uninstall_whenSomebodyPutAHandlerOverOurs_leavesTheirsAndLeadsItToTheFormer() throws Exception {
        RaisedSignal.URG.install(() -> told.add("former"));
        trigger.install(sequence);
        RaisedSignal.URG.installOver(() -> told.add("over"));

        trigger.uninstall();
        RaisedSignal.URG.raise();

        assertThat(List.of(heard(), heard())).containsExactly("over", "former");
        assertThat(told).isEmpty();
    }

    @Test
    void install_whenSignalIsUnknownToTheSystem_saysWhy() {
        assertThat(new SignalTrigger("NONSENSE").install(sequence)).contains("Unknown signal: NONSENSE");
    }

    @Test
    void install_whenTheJvmKeepsTheSignal_saysWhy() {
        assertThat(new SignalTrigger("QUIT").install(sequence)).contains("Signal already used by VM or OS: SIGQUIT");
    }

    private String heard() throws InterruptedException {
        String next = told.poll(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    private final class Drained implements Members {

        private volatile boolean broken;

        @Override
        public CompletableFuture<Void> drain(String by, boolean bySignal) {
            told.add("drain " + by);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void skip(String by) {
            told.add("skip " + by);
        }

        @Override
        public boolean wantSignals() {
            return true;
        }

        @Override
        public boolean drainedBySignal() {
            if (broken) {
                throw new NoClassDefFoundError("the class loader is closed");
            }
            return false;
        }
    }
}
