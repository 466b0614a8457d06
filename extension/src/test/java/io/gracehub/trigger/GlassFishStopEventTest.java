// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlassFishStopEventTest {

    @TempDir
    private Path directory;

    private final AtomicReference<String> drained = new AtomicReference<>("nothing");
    private final StopSequence sequence = new StopSequence(new DrainedAtOnce(drained), () -> false);

    @Test
    void event_whenOfTheStop_drains() throws Exception {
        FakeGlassFish server = server(version -> version);
        assertThat(trigger(server).install(sequence)).isEmpty();

        server.send(true);

        assertThat(drained).hasValue("server stop bySignal=false");
    }

    @Test
    void event_whenAnotherOne_isIgnored() throws Exception {
        FakeGlassFish server = server(version -> version);
        trigger(server).install(sequence);

        server.send(false);

        assertThat(drained).hasValue("nothing");
    }

    @Test
    void uninstall_whenInstalled_unregisters() throws Exception {
        FakeGlassFish server = server(version -> version);
        ServerStopTrigger trigger = trigger(server);
        trigger.install(sequence);
        assertThat(server.listeners()).isEqualTo(1);

        trigger.uninstall();

        assertThat(server.listeners()).isZero();
    }

    @Test
    void event_whenServerKeepsTheListener_isIgnored() throws Exception {
        FakeGlassFish server = server(version -> version.replace("return LISTENERS.remove(listener)", "return false"));
        ServerStopTrigger trigger = trigger(server);
        trigger.install(sequence);
        trigger.uninstall();

        server.send(true);

        assertThat(drained).hasValue("nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PREPARE_SHUTDOWN",
                "type()",
                "event(",
                "register(",
                "unregister(",
                "get(",
                "EventTypes",
                "EventListener",
                "Events"
            })
    void install_whenATypeOrMemberIsMissing_saysSoAndRegistersNothing(String missing) throws Exception {
        String word = missing.replaceAll("\\W", "");
        FakeGlassFish server =
                server(version -> version.replaceAll("\\b\\Q" + missing + "\\E", missing.replace(word, word + "2")));

        assertThat(trigger(server).install(sequence).orElseThrow())
                .startsWith("this version of the server is not known (java.lang.")
                .contains(word);
        assertThat(server.listeners()).isZero();
    }

    @Test
    void install_whenServiceIsAbsent_saysSo() throws Exception {
        FakeGlassFish server =
                server(version -> version.replace("type.cast(new org.glassfish.api.event.FakeEvents())", "null"));

        assertThat(trigger(server).install(sequence))
                .contains("the server refuses it (java.lang.IllegalStateException: it has no"
                        + " org.glassfish.api.event.Events)");
    }

    @Test
    void event_whenItFails_doesNotReachTheServer() throws Exception {
        FakeGlassFish server =
                server(version -> version.replace("return type;", "throw new IllegalStateException(\"no idea\");"));
        assertThat(trigger(server).install(sequence)).isEmpty();

        try (CapturedLog log = new CapturedLog()) {
            server.send(true);

            assertThat(log.lines()).anyMatch(line -> line.startsWith("GRACEHUB1607E") && line.contains("no idea"));
        }
        assertThat(drained).hasValue("nothing");
    }

    @Test
    void install_whenAnotherProductIsAsked_saysThatItDoesNotTell() {
        ClassLoader other = getClass().getClassLoader();
        ServerStopTrigger trigger = new ServerStopTrigger(other, List.of(new GlassFishStopEvent(other)));

        assertThat(trigger.install(sequence).orElseThrow()).startsWith("this server does not tell of it in time");
    }

    private FakeGlassFish server(UnaryOperator<String> version) {
        return new FakeGlassFish(directory, version);
    }

    private static ServerStopTrigger trigger(FakeGlassFish server) {
        return new ServerStopTrigger(server.loader(), List.of(new GlassFishStopEvent(server.loader())));
    }
}
