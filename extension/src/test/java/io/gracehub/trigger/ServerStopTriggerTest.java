// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.hooks.bundle.EventHook;

class ServerStopTriggerTest {

    private static final String NOT_TOLD =
            "this server does not tell of it in time; where it stops its applications first, their stop starts the drain";

    private final FakeFramework liberty = new FakeFramework(Map.of("wlp.server.name", "defaultServer"));
    private final AtomicReference<String> drained = new AtomicReference<>("nothing");
    private final StopSequence sequence = new StopSequence(new DrainedAtOnce(drained), () -> false);
    private final ServerStopTrigger trigger = on(liberty.loader());

    @Test
    void install_whenOnServer_isActive() {
        assertThat(trigger.install(sequence)).isEmpty();
        assertThat(liberty.hooks()).hasSize(1);
    }

    @Test
    void stopping_whenOfTheFramework_drains() {
        trigger.install(sequence);

        liberty.send(FakeFramework.STOPPING, 0);

        assertThat(drained).hasValue("server stop bySignal=false");
    }

    @Test
    void event_whenOfAnotherBundleOrKind_isIgnored() {
        trigger.install(sequence);

        liberty.send(FakeFramework.STOPPING, 42);
        liberty.send(FakeFramework.STARTED, 0);

        assertThat(drained).hasValue("nothing");
    }

    @Test
    void stopping_whenDrainFails_doesNotReachTheServer() {
        StopSequence failing = new StopSequence(new DrainedAtOnce(drained), () -> {
            throw new StackOverflowError("deep");
        });
        trigger.install(failing);

        liberty.send(FakeFramework.STOPPING, 0);

        assertThat(drained).hasValue("nothing");
    }

    @Test
    void hook_whenKeptInCollections_equalsItselfOnly() {
        trigger.install(sequence);
        on(liberty.loader()).install(sequence);
        EventHook hook = liberty.hooks().get(0);

        assertThat(new HashSet<>(liberty.hooks())).hasSize(2).contains(hook);
        assertThat(new HashSet<>(List.of(hook)))
                .isNotEqualTo(Set.of(liberty.hooks().get(1)));
        assertThat(hook).hasToString("gracehub EventHook");
    }

    @Test
    void uninstall_whenInstalled_unregisters() {
        trigger.install(sequence);

        trigger.uninstall();
        trigger.uninstall();

        assertThat(liberty.hooks()).isEmpty();
    }

    @Test
    void uninstall_whenFrameworkIsStopped_doesNotFail() {
        trigger.install(sequence);
        liberty.stop();

        trigger.uninstall();

        assertThat(liberty.hooks()).isEmpty();
    }

    @Test
    void install_whenFrameworkRefuses_saysWhy() {
        liberty.stop();

        assertThat(trigger.install(sequence))
                .contains("the server refuses it (java.lang.IllegalStateException: The framework is stopped)");
    }

    @Test
    void install_whenServerIsNotMadeOfBundles_saysSo() {
        assertThat(saidOn(getClass().getClassLoader())).isEqualTo(NOT_TOLD);
        assertThat(saidOn(null)).isEqualTo(NOT_TOLD);
    }

    @Test
    void install_whenBundlesOfAnotherServer_saysSoAndRegistersNothing() {
        FakeFramework glassfish = new FakeFramework(Map.of());

        assertThat(saidOn(glassfish.loader())).isEqualTo(NOT_TOLD);
        assertThat(glassfish.hooks()).isEmpty();
    }

    @Test
    void install_whenOneEventIsRefused_triesTheNext() {
        StopEvent refusing = (loader, stop) -> {
            throw new ClassNotFoundException("org.example.Stop");
        };
        ServerStopTrigger both = new ServerStopTrigger(liberty.loader(), List.of(refusing, new LibertyStopEvent()));

        assertThat(both.install(sequence)).isEmpty();
        assertThat(new ServerStopTrigger(liberty.loader(), List.of(refusing)).install(sequence))
                .contains("this version of the server is not known (java.lang.ClassNotFoundException:"
                        + " org.example.Stop)");
    }

    private String saidOn(@Nullable ClassLoader loader) {
        return on(loader).install(sequence).orElse("active");
    }

    private static ServerStopTrigger on(@Nullable ClassLoader loader) {
        return new ServerStopTrigger(loader, StopEvent.ALL);
    }
}
