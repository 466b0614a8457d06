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

/** Versions of Open Liberty that are not as expected; {@link ServerStopTriggerTest} has one that is. */
class LibertyStopEventTest {

    private static final String SOURCES = """
            package org.osgi.framework;
            public interface BundleReference {
                Bundle getBundle();
            }
            package org.osgi.framework;
            public class Bundle {
                public long getBundleId() { return 0; }
                public BundleContext getBundleContext() { return new BundleContext(); }
            }
            package org.osgi.framework;
            import java.util.*;
            import org.osgi.framework.hooks.bundle.EventHook;
            public class BundleContext {
                private static final List<EventHook> HOOKS = new ArrayList<>();
                public Bundle getBundle(long id) { return new Bundle(); }
                public String getProperty(String name) { return "defaultServer"; }
                public ServiceRegistration registerService(String type, Object hook, Dictionary<String, ?> values) {
                    HOOKS.add((EventHook) hook);
                    return () -> HOOKS.remove(hook);
                }
                public static int hooks() { return HOOKS.size(); }
                public static void send() {
                    HOOKS.forEach(each -> each.event(new BundleEvent(), List.of(new BundleContext())));
                }
            }
            package org.osgi.framework;
            public class BundleEvent {
                public int getType() { return 0x100; }
                public Bundle getBundle() { return new Bundle(); }
            }
            package org.osgi.framework;
            public interface ServiceRegistration {
                void unregister();
            }
            package org.osgi.framework.hooks.bundle;
            import java.util.Collection;
            import org.osgi.framework.*;
            public interface EventHook {
                void event(BundleEvent event, Collection<BundleContext> contexts);
            }
            package io.openliberty;
            public class BundleLoader extends ClassLoader implements org.osgi.framework.BundleReference {
                public org.osgi.framework.Bundle getBundle() { return new org.osgi.framework.Bundle(); }
                public static ClassLoader make() { return new BundleLoader(); }
            }
            """;

    @TempDir
    private Path directory;

    private final AtomicReference<String> drained = new AtomicReference<>("nothing");
    private final StopSequence sequence = new StopSequence(new DrainedAtOnce(drained), () -> false);

    @Test
    void stopping_whenAsExpected_drains() throws Exception {
        CompiledServer server = server(version -> version);
        assertThat(trigger(server).install(sequence)).isEmpty();

        server.call("org.osgi.framework.BundleContext", "send");

        assertThat(drained).hasValue("server stop bySignal=false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getBundleId",
                "getType",
                "getProperty",
                "registerService",
                "unregister",
                "event\\(",
                "EventHook",
                "BundleEvent",
                "ServiceRegistration"
            })
    void install_whenATypeOrMemberIsMissing_saysSoAndRegistersNothing(String missing) throws Exception {
        CompiledServer server = server(version -> version.replaceAll("\\b(?=" + missing + ")", "another"));

        assertThat(trigger(server).install(sequence).orElseThrow())
                .startsWith("this version of the server is not known (java.lang.")
                .containsPattern(missing);
        assertThat(server.call("org.osgi.framework.BundleContext", "hooks")).isEqualTo(0);
    }

    @Test
    void stopping_whenEventFails_doesNotReachTheServer() throws Exception {
        CompiledServer server =
                server(version -> version.replace("return 0x100;", "throw new IllegalStateException(\"no idea\");"));
        assertThat(trigger(server).install(sequence)).isEmpty();

        try (CapturedLog log = new CapturedLog()) {
            server.call("org.osgi.framework.BundleContext", "send");

            assertThat(log.lines()).anyMatch(line -> line.startsWith("GRACEHUB1607E") && line.contains("no idea"));
        }
        assertThat(drained).hasValue("nothing");
    }

    private CompiledServer server(UnaryOperator<String> version) {
        return new CompiledServer(directory, SOURCES, version);
    }

    private static ServerStopTrigger trigger(CompiledServer server) throws ReflectiveOperationException {
        return new ServerStopTrigger(
                (ClassLoader) server.call("io.openliberty.BundleLoader", "make"), List.of(new LibertyStopEvent()));
    }
}
