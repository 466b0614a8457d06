// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.GracefulShutdownMode;
import io.gracehub.Stage;
import io.gracehub.StageChanged;
import io.gracehub.application.Application;
import io.gracehub.application.Deployment;
import io.gracehub.callback.HubCallbacks;
import io.gracehub.codec.HubCodecs;
import io.gracehub.codec.Instances;
import io.gracehub.config.HubSettings;
import io.gracehub.config.MigrationLevel;
import io.gracehub.config.Secret;
import io.gracehub.config.Settings;
import io.gracehub.message.Problems;
import io.gracehub.websocket.HubModel;
import io.gracehub.websocket.UriTemplate;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.server.ServerEndpointConfig.Configurator;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Whatever is asked of the operator endpoint: nothing is told or done without the token, and each answer is JSON. */
class OperatorServletFuzzTest {

    private static final String TOKEN = "t\u00f6k";
    private static final Set<String> WAITS = Set.of("wait", "wait=", "wait=true");
    private static final List<String> PATHS =
            List.of(OperatorServlet.DRAIN, OperatorServlet.RESUME, OperatorServlet.STATUS);
    private static final SeContainer CONTAINER = SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addBeanClasses(OperatorServletFuzzTest.class)
            .initialize();

    /** Longer than any input takes: a drain stays in its first stage, and can be taken back. */
    private static final Duration LONG = Duration.ofMinutes(1);

    /** A hub without clients. */
    static class Hub {}

    private final Logger logger = Logger.getLogger("io.gracehub");

    @BeforeEach
    void hush() {
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void speak() {
        logger.setUseParentHandlers(true);
    }

    /** Four lines: the path, by its length; the method; the query; the header Authorization. */
    @FuzzTest
    void request_ofAnyKind_isAnsweredInJson_andActsOnlyWithTheToken(byte[] bytes) throws Exception {
        List<String> lines = Stream.concat(Stream.of(new String(bytes, UTF_8).split("\n", 4)), Stream.of("", "", ""))
                .toList();
        String path = PATHS.get(lines.get(0).length() % PATHS.size());
        String method = lines.get(1);
        String query = lines.get(2).isEmpty() ? null : lines.get(2);
        String authorization = lines.get(3);
        boolean resumes = path.equals(OperatorServlet.RESUME);
        Application application = application(resumes ? LONG : Duration.ZERO);
        try {
            if (resumes) {
                application.operator().drain();
            }
            Stage before = application.shutdown().status().stage();
            Answer answer = new Answer();
            OperatorServlet servlet = new OperatorServlet();
            servlet.use(application);

            servlet.service(request(path, method, query, authorization), answer.response());

            JsonObject json = answer.json();
            assertThat(json.containsKey("error")).isEqualTo(answer.status >= 400);
            assertAnswered(answer, path, method, query, authorization);
            boolean acts = answer.status < 300 && !path.equals(OperatorServlet.STATUS);
            assertThat(application.shutdown().status().stage() != before).isEqualTo(acts);
        } finally {
            end(application);
        }
    }

    private static void assertAnswered(
            Answer answer, String path, String method, @Nullable String query, String authorization) {
        boolean reads = path.equals(OperatorServlet.STATUS);
        if (!authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")
                || !authorization.substring(7).strip().equals(TOKEN)) {
            assertThat(answer.status).isEqualTo(401);
            assertThat(answer.headers).containsEntry("WWW-Authenticate", "Bearer");
        } else if (!(reads ? Set.of("GET", "HEAD") : Set.of("POST")).contains(method)) {
            assertThat(answer.status).isEqualTo(405);
            assertThat(answer.headers).containsKey("Allow");
        } else if (path.equals(OperatorServlet.DRAIN)) {
            assertThat(answer.status).isEqualTo(query == null ? 202 : WAITS.contains(query) ? 200 : 400);
        } else {
            assertThat(answer.status).isEqualTo(200);
        }
    }

    /** Ends it without waiting for the stages. */
    private static void end(Application application) {
        application.skip("the test");
        application.drain("the test");
        application.stop();
    }

    private static HttpServletRequest request(
            String path, String method, @Nullable String query, String authorization) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                OperatorServletFuzzTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, values) -> switch (called.getName()) {
                    case "getServletPath" -> path;
                    case "getMethod" -> method;
                    case "getQueryString" -> query;
                    case "getHeader" -> authorization;
                    case "isAsyncSupported" -> false;
                    default -> throw new AssertionError(called);
                });
    }

    /** What the endpoint answers. */
    private static final class Answer extends ServletOutputStream {

        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final Map<String, Object> headers = new HashMap<>();
        private int status;
        private int length;

        HttpServletResponse response() {
            return (HttpServletResponse) Proxy.newProxyInstance(
                    OperatorServletFuzzTest.class.getClassLoader(),
                    new Class<?>[] {HttpServletResponse.class},
                    (proxy, called, values) -> {
                        switch (called.getName()) {
                            case "setStatus" -> status = (Integer) values[0];
                            case "setHeader" -> headers.put((String) values[0], values[1]);
                            case "setContentLength" -> length = (Integer) values[0];
                            case "getOutputStream" -> {
                                return this;
                            }
                            case "setContentType", "flushBuffer" -> {}
                            default -> throw new AssertionError(called);
                        }
                        return null;
                    });
        }

        JsonObject json() {
            assertThat(body.size()).isEqualTo(length);
            try (JsonReader reader = Json.createReader(new StringReader(body.toString(UTF_8)))) {
                return reader.readObject();
            }
        }

        @Override
        public void write(int b) {
            body.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }

    private static Application application(Duration offline) {
        Problems problems = new Problems();
        HubCodecs codecs = HubCodecs.of(List.of(), List.of(), problems, "Hub");
        Instances none = new Instances() {
            @Override
            public <T> Owned<T> create(Class<T> type) {
                throw new AssertionError(type);
            }
        };
        HubModel hub = new HubModel(
                Hub.class,
                UriTemplate.parse("/hub", "Hub", problems).orElseThrow(),
                new HubModel.Handshake(List.of(), Configurator.class),
                HubCallbacks.bind(
                        CONTAINER.getBeanManager().createAnnotatedType(Hub.class), Set.of(), codecs, problems),
                new HubModel.Coding(List.of(), List.of(), codecs, none),
                () -> {
                    throw new AssertionError("nobody connects");
                });
        return new Application(new Deployment(
                settings(offline),
                "the test",
                List.of(hub),
                List.of(),
                Runnable::run,
                OperatorServletFuzzTest::ignore));
    }

    private static void ignore(StageChanged event) {}

    private static Settings settings(Duration offline) {
        return new Settings(
                new Settings.Hubs(new HubSettings(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE, LONG), Map.of()),
                new Settings.Shutdown(
                        Optional.empty(),
                        new Settings.Offline(1, offline),
                        Duration.ofSeconds(1),
                        new Settings.Closing(OptionalInt.empty(), Optional.empty(), Duration.ofSeconds(5)),
                        false),
                new Settings.Server("a \"name\" \u20ac", Optional.empty(), MigrationLevel.OFF),
                new Settings.Access(Optional.empty(), Optional.of(new Secret(TOKEN))),
                new Settings.Sending(1024, Duration.ofSeconds(1)));
    }
}
