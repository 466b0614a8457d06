// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.Trace;
import io.gracehub.tck.bad.Both;
import io.gracehub.tck.bad.Encoded;
import io.gracehub.tck.bad.Fine;
import io.gracehub.tck.bad.HookOfNothing;
import io.gracehub.tck.bad.NoDecoder;
import io.gracehub.tck.bad.NoEncoder;
import io.gracehub.tck.bad.NoSlash;
import io.gracehub.tck.bad.NoThrowable;
import io.gracehub.tck.bad.PlainFilter;
import io.gracehub.tck.bad.SameOne;
import io.gracehub.tck.bad.SameTwo;
import io.gracehub.tck.bad.StrangeOpen;
import io.gracehub.tck.bad.StrangePathParam;
import io.gracehub.tck.bad.Twice;
import io.gracehub.tck.bad.TwoOpens;
import io.gracehub.tck.bad.TwoTexts;
import io.gracehub.tck.bad.Unclosed;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong use fails the deployment, with one message that says why. */
final class BadInputIT {

    private static Server server;
    private static int count;

    @BeforeAll
    static void start() {
        server = Server.named("bad").start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> wrongClasses() {
        return Stream.of(
                wrong("ERR-1", List.of(Both.class), "Both", "@ServerEndpoint"),
                wrong("ERR-2", List.of(SameOne.class, SameTwo.class), "SameOne", "SameTwo", "/same/{a}", "/same/{b}"),
                wrong("ERR-3", List.of(NoSlash.class), "NoSlash", "'chat'"),
                wrong("ERR-3", List.of(Unclosed.class), "Unclosed", "/chat/{room"),
                wrong("ERR-3", List.of(Twice.class), "Twice", "/{room}/{room}"),
                wrong("ERR-3", List.of(Encoded.class), "Encoded", "/a%20b"),
                wrong("ERR-4", List.of(NoDecoder.class), "NoDecoder", "said", "Thread"),
                wrong("ERR-4", List.of(NoEncoder.class), "GRACEHUB1213E", "NoEncoder", "said", "Thread"),
                wrong("ERR-4", List.of(StrangeOpen.class), "StrangeOpen", "opened", "CloseReason"),
                wrong("ERR-4", List.of(StrangePathParam.class), "StrangePathParam", "opened", "Thread"),
                wrong("ERR-4", List.of(NoThrowable.class), "NoThrowable", "failed", "Throwable"),
                wrong("ERR-5", List.of(TwoTexts.class), "TwoTexts", "one", "two"),
                wrong("ERR-5", List.of(TwoOpens.class), "TwoOpens", "one", "two"),
                wrong("ERR-6", List.of(HookOfNothing.class), "HookOfNothing", "String", "@OfHub"));
    }

    private static Arguments wrong(String clause, List<Class<?>> classes, String... words) {
        return Arguments.of(clause, classes, List.of(words));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("wrongClasses")
    @Clause({"ERR-1", "ERR-2", "ERR-3", "ERR-4", "ERR-5", "ERR-6"})
    void class_thatIsWrong_failsDeployment(String clause, List<Class<?>> classes, List<String> words) {
        Wars war = named().classes(classes.toArray(new Class<?>[0]));

        assertRefused(war, words);
    }

    @Test
    @Clause("ERR-12")
    void filter_withTheNameOfTheLibrarys_failsDeployment() {
        Wars war = named().classes(Fine.class, PlainFilter.class).webInf("web.xml", """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <filter>
                    <filter-name>gracehub</filter-name>
                    <filter-class>io.gracehub.tck.bad.PlainFilter</filter-class>
                  </filter>
                </web-app>
                """);

        assertRefused(war, List.of("GRACEHUB1755E", "'gracehub'", "second copy"));
    }

    @ParameterizedTest
    @CsvSource({
        "gracehub.shutdown.mode, sometimes, wait-for-clients-close",
        "gracehub.shutdown.timeout, 30, 30s",
        "gracehub.shutdown.timeout, soon, PT30S",
        "gracehub.shutdown.offline.probes, none, 1",
        "gracehub.shutdown.signals, perhaps, true",
        "'gracehub.hub.\"/fine\".shutdown.mode', never, off",
    })
    @Clause({"CONF-2", "CONF-4"})
    void value_thatIsWrong_failsDeployment(String property, String value, String accepted) {
        Wars war = named().classes(Fine.class).config(property, value);

        assertRefused(war, List.of(property, value, accepted));
    }

    @Test
    @Clause("CONF-5")
    void name_thatDoesNotExist_isAWarningWithTheNearest() {
        int mark = server.mark();

        server.deployAndAwait(named().classes(Fine.class, Trace.class)
                .config("gracehub.shutdown.timout", "30s")
                .build());

        assertThat(server.logs().substring(mark))
                .containsPattern("GRACEHUB11\\d\\dW.*gracehub\\.shutdown\\.timout.*gracehub\\.shutdown\\.timeout");
    }

    private static Wars named() {
        return Wars.named("bad" + ++count);
    }

    private static void assertRefused(Wars war, List<String> words) {
        int mark = server.mark();
        server.deploy(war.build());
        String app = "bad" + count;

        server.awaitFailed(mark, app, Bound.seconds(30));
        String log = server.awaitLog(mark, "GRACEHUB\\d{4}E", Bound.SOON);
        server.undeploy(app);

        assertThat(log.substring(log.indexOf("GRACEHUB"))).contains(words);
        assertThat(server.get("/" + app + "/fine").status()).isEqualTo(404);
    }
}
