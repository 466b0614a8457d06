// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.callback;

import io.gracehub.benchmarks.hub.EchoHub;
import io.gracehub.benchmarks.plain.EchoEndpoint;
import jakarta.enterprise.context.RequestScoped;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From the container's call with a text until its echo has been given to the container. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallbackBenchmark {

    private static final String TEXT = "a text";
    private static final String PATH = "/echo";

    /** A plain endpoint, called by reflection as containers do. */
    @State(Scope.Benchmark)
    public static class Plain {

        private final EchoEndpoint endpoint = new EchoEndpoint();
        private final Session session = Container.session(new Remote(), new HashMap<>());
        private final Method method;

        public Plain() {
            try {
                method = EchoEndpoint.class.getMethod("received", String.class);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }

        void receive() throws ReflectiveOperationException, IOException {
            session.getBasicRemote().sendText((String) method.invoke(endpoint, TEXT));
        }
    }

    /** A hub. */
    @State(Scope.Benchmark)
    public static class Hub {

        private final Deployed application;
        private final MessageHandler.Whole<String> texts;

        public Hub() {
            this(EchoHub.class);
        }

        Hub(Class<?>... beans) {
            application = new Deployed(beans);
            texts = application.container().open(PATH, new Remote());
        }

        @TearDown
        public void close() {
            application.close();
        }
    }

    /** A hub in an application where a bean wants a request context. */
    @State(Scope.Benchmark)
    public static class HubWithRequests {

        /** Is there, and used by nobody. */
        @RequestScoped
        static class Wanting {}

        private final Hub hub;

        public HubWithRequests() {
            hub = new Hub(EchoHub.class, Wanting.class);
        }

        @TearDown
        public void close() {
            hub.close();
        }
    }

    @Benchmark
    public void plain(Plain plain) throws ReflectiveOperationException, IOException {
        plain.receive();
    }

    @Benchmark
    public void hub(Hub hub) {
        hub.texts.onMessage(TEXT);
    }

    @Benchmark
    public void hubWithRequestContext(HubWithRequests hub) {
        hub.hub.texts.onMessage(TEXT);
    }
}
