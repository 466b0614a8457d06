// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WildFlyStopEventTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final AtomicReference<String> drained = new AtomicReference<>("nothing");
    private final StopSequence sequence = new StopSequence(new DrainedAtOnce(drained), () -> false);

    @Test
    void suspend_whenServerStops_drains() throws Exception {
        FakeWildFly server = server(version -> version);
        assertThat(trigger(server, LONG).install(sequence)).isEmpty();

        server.suspend(true);

        assertThat(drained).hasValue("server stop bySignal=false");
        assertThat(server.services()).as("services left behind").isZero();
    }

    @Test
    void suspend_whenServerLivesOn_drainsNothing() throws Exception {
        FakeWildFly server = server(version -> version);
        trigger(server, LONG).install(sequence);

        server.suspend(false);

        assertThat(drained).hasValue("nothing");
    }

    @Test
    void uninstall_whenInstalled_unregisters() throws Exception {
        FakeWildFly server = server(version -> version);
        ServerStopTrigger trigger = trigger(server, LONG);
        trigger.install(sequence);
        assertThat(server.activities()).isEqualTo(1);

        trigger.uninstall();

        assertThat(server.activities()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "isStopping",
                "prepare",
                "registerActivity",
                "unregisterActivity",
                "setMode",
                "REMOVE",
                "ServerSuspendContext",
                "SuspendableActivityRegistry",
                "CurrentServiceContainer"
            })
    void install_whenATypeOrMemberIsMissing_saysSoAndRegistersNothing(String missing) throws Exception {
        FakeWildFly server = server(version -> version.replaceAll("\\b" + missing + "\\b", missing + "2"));

        assertThat(trigger(server, LONG).install(sequence).orElseThrow())
                .startsWith("this version of the server is not known (java.lang.")
                .contains(missing);
        assertThat(server.activities()).isZero();
        assertThat(server.services()).isZero();
    }

    @Test
    void install_whenAMethodReturnsSomethingElse_saysSo() throws Exception {
        FakeWildFly server = server(version -> version.replace("boolean isStopping()", "Boolean isStopping()"));

        assertThat(trigger(server, LONG).install(sequence).orElseThrow())
                .startsWith("this version of the server is not known (")
                .endsWith("isStopping() does not return boolean)");
    }

    @Test
    void install_whenAnActivityHasToAnswerSomethingElse_saysSo() throws Exception {
        FakeWildFly server = server(version -> version.replace(
                "CompletionStage<Void> suspend(",
                "default int order() { return 0; }" + " CompletionStage<Void> suspend("));

        assertThat(trigger(server, LONG).install(sequence).orElseThrow())
                .startsWith("this version of the server is not known (")
                .endsWith("order() returns what is not known)");
    }

    @Test
    void install_whenServiceIsAbsent_saysHowLongItHasWaited() throws Exception {
        FakeWildFly server = server(version -> version.replace("server.suspend-controller", "server.other"));

        assertThat(trigger(server, Duration.ofMillis(50)).install(sequence))
                .contains("the server has not given its org.wildfly.server.suspend-controller within 50 ms");
        assertThat(server.services()).isZero();
    }

    @Test
    void install_whenServiceFails_saysWhy() throws Exception {
        FakeWildFly server = server(
                version -> version.replace("return new FakeRegistry()", "throw new IllegalStateException(\"no\")"));

        assertThat(trigger(server, LONG).install(sequence))
                .contains("the server refuses it (java.lang.IllegalStateException: no)");
        assertThat(server.services()).isZero();
    }

    @Test
    void suspend_whenContextFails_doesNotReachTheServer() throws Exception {
        FakeWildFly server = server(version ->
                version.replace("() -> stopping", "() -> { throw new IllegalStateException(\"no idea\"); }"));
        assertThat(trigger(server, LONG).install(sequence)).isEmpty();

        try (CapturedLog log = new CapturedLog()) {
            server.suspend(true);

            assertThat(log.lines()).anyMatch(line -> line.startsWith("GRACEHUB1607E") && line.contains("no idea"));
        }
        assertThat(drained).hasValue("nothing");
    }

    private FakeWildFly server(UnaryOperator<String> version) {
        return new FakeWildFly(directory, version);
    }

    private static ServerStopTrigger trigger(FakeWildFly server, Duration bound) throws ReflectiveOperationException {
        return new ServerStopTrigger(server.loader(), List.of(new WildFlyStopEvent(bound)));
    }
}
