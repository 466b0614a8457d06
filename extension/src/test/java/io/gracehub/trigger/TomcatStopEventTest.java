// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.jmx.PlainMBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomcatStopEventTest {

    @TempDir
    private Path directory;

    private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
    private final AtomicReference<String> drained = new AtomicReference<>("nothing");
    private final StopSequence sequence = new StopSequence(new DrainedAtOnce(drained), () -> false);

    @Test
    void event_beforeTheStop_drains() throws Exception {
        FakeTomcat server = server(version -> version);
        assertThat(trigger(server).install(sequence)).isEmpty();

        server.send("before_stop");

        assertThat(drained).hasValue("server stop bySignal=false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"periodic", "stop", "after_stop"})
    void event_whenAnotherOne_isIgnored(String type) throws Exception {
        FakeTomcat server = server(version -> version);
        trigger(server).install(sequence);

        server.send(type);

        assertThat(drained).hasValue("nothing");
    }

    @Test
    void uninstall_whenInstalled_unregisters() throws Exception {
        FakeTomcat server = server(version -> version);
        ServerStopTrigger trigger = trigger(server);
        trigger.install(sequence);
        assertThat(server.listeners()).isEqualTo(1);

        trigger.uninstall();

        assertThat(server.listeners()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEFORE_STOP_EVENT",
                "getType(",
                "lifecycleEvent(",
                "addLifecycleListener(",
                "removeLifecycleListener(",
                "LifecycleListener",
                "LifecycleEvent"
            })
    void install_whenATypeOrMemberIsMissing_saysSoAndRegistersNothing(String missing) throws Exception {
        String word = missing.replaceAll("\\W", "");
        FakeTomcat server =
                server(version -> version.replaceAll("\\b\\Q" + missing + "\\E", missing.replace(word, word + "2")));

        assertThat(trigger(server).install(sequence).orElseThrow())
                .startsWith("this version of the server is not known (java.lang.")
                .contains(word);
        assertThat(server.listeners()).isZero();
    }

    @Test
    void install_whenThereAreTwoServers_saysThatItDoesNotTell() throws Exception {
        FakeTomcat server = server(version -> version);
        server.register(beans, "Second");

        assertThat(trigger(server).install(sequence).orElseThrow())
                .startsWith("this server does not tell of it in time");
        assertThat(server.listeners()).isZero();
    }

    @Test
    void install_whenOthersHaveMBeansOfThatName_findsItsOwn() throws Exception {
        FakeTomcat server = server(version -> version);
        for (String domain : List.of("a.a", "com.example", "z.z", "Catalina2", "0")) {
            beans.registerMBean(new PlainMBean("another", Map.of(), Map.of()), new ObjectName(domain + ":type=Server"));
        }

        assertThat(trigger(server).install(sequence)).isEmpty();
        assertThat(server.listeners()).isOne();
    }

    @Test
    void install_whenItsMBeanIsNotThere_saysThatItDoesNotTell() throws Exception {
        FakeTomcat server = server(version -> version);
        beans.unregisterMBean(new ObjectName("Catalina:type=Server"));
        beans.registerMBean(new PlainMBean("another", Map.of(), Map.of()), new ObjectName("com.example:type=Server"));

        assertThat(trigger(server).install(sequence).orElseThrow())
                .startsWith("this server does not tell of it in time");
    }

    @Test
    void install_whenAnotherProductIsAsked_saysThatItDoesNotTell() {
        ServerStopTrigger trigger =
                new ServerStopTrigger(getClass().getClassLoader(), List.of(new TomcatStopEvent(beans)));

        assertThat(trigger.install(sequence).orElseThrow()).startsWith("this server does not tell of it in time");
    }

    @Test
    void event_whenItFails_doesNotReachTheServer() throws Exception {
        FakeTomcat server =
                server(version -> version.replace("return type;", "throw new IllegalStateException(\"no idea\");"));
        assertThat(trigger(server).install(sequence)).isEmpty();

        try (CapturedLog log = new CapturedLog()) {
            server.send("before_stop");

            assertThat(log.lines()).anyMatch(line -> line.startsWith("GRACEHUB1607E") && line.contains("no idea"));
        }
        assertThat(drained).hasValue("nothing");
    }

    private FakeTomcat server(UnaryOperator<String> version) throws Exception {
        FakeTomcat server = new FakeTomcat(directory, version);
        server.register(beans, "Catalina");
        return server;
    }

    private ServerStopTrigger trigger(FakeTomcat server) {
        return new ServerStopTrigger(server.loader(), List.of(new TomcatStopEvent(beans)));
    }
}
