// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.GracefulShutdownMode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With SmallRye Config, the implementation that most servers have. */
class MicroProfileSourceTest {

    private static SettingsSource source(Map<String, String> file, Map<String, String> environment) {
        return new MicroProfileSource(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(file, "app.properties", 100))
                .withSources(new EnvConfigSource(environment, 300))
                .build());
    }

    @Test
    void find_badValueInFile_namesTheFile() {
        Reading reading = Reading.of(source(Map.of("gracehub.shutdown.timeout", "30"), Map.of()));

        assertThat(reading.problems())
                .singleElement()
                .asString()
                .contains("gracehub.shutdown.timeout is '30' (PropertiesConfigSource[source=app.properties]): a bare");
    }

    @Test
    void find_badValueInEnvironment_namesTheEnvironment() {
        Reading reading = Reading.of(
                source(Map.of("gracehub.shutdown.retry-after", "2s"), Map.of("GRACEHUB_SHUTDOWN_RETRY_AFTER", "soon")));

        assertThat(reading.problems())
                .singleElement()
                .asString()
                .contains("gracehub.shutdown.retry-after is 'soon' (EnvConfigSource): not a duration");
    }

    @Test
    void find_overrideOfHub_worksInFileAndEnvironment() {
        Reading reading = Reading.of(
                source(
                        Map.of("gracehub.hub.\"/chat/{room}\".shutdown.mode", "close-clients"),
                        Map.of("GRACEHUB_HUB___CHAT__ROOM___SHUTDOWN_TIMEOUT", "20s")),
                "/chat/{room}");

        assertThat(reading.settings().hub("/chat/{room}"))
                .isEqualTo(new HubSettings(GracefulShutdownMode.CLOSE_CLIENTS, Duration.ofSeconds(20)));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.remarks()).isEmpty();
    }

    @Test
    void find_emptyValue_isNotSet() {
        Reading reading = Reading.of(source(
                Map.of("gracehub.shutdown.timeout", "9s", "gracehub.server.revision", ""),
                Map.of("GRACEHUB_SHUTDOWN_TIMEOUT", "")));

        assertThat(reading.settings().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(reading.settings().server().revision()).isEmpty();
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void find_expression_isExpanded() {
        Reading reading = Reading.of(source(Map.of("time", "12s", "gracehub.shutdown.timeout", "${time}"), Map.of()));

        assertThat(reading.settings().timeout()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void find_expressionOfNothing_isAProblem() {
        Reading reading = Reading.of(
                source(Map.of("gracehub.server.name", "${pod}", "gracehub.link.secret", "${vault}"), Map.of()));

        assertThat(reading.problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("it refers to something that is not set"));
        assertThat(reading.settings().access().linkSecret()).isEmpty();
    }

    @Test
    void names_knownVariablesAndWhatSmallRyeGuessesFromThem_areNoMistakes() {
        Reading reading = Reading.of(
                source(
                        Map.of(),
                        Map.of(
                                "GRACEHUB_SHUTDOWN_RETRY_AFTER", "2s",
                                "GRACEHUB_SEND_MAX_BACKLOG", "1MiB",
                                "GRACEHUB_GATEWAY_MAX_CONNECTIONS", "3",
                                "GRACEHUB_SERVICE_HOST", "10.0.0.1",
                                "GRACEHUB_HUB___CHAT__ROOM___SHUTDOWN_MODE", "off")),
                "/chat/{room}");

        assertThat(reading.remarks()).isEmpty();
        assertThat(reading.settings().sending().maxBacklog()).isEqualTo(1 << 20);
    }

    @Test
    void names_unknown_areOneRemarkEach() {
        Reading reading =
                Reading.of(source(Map.of("gracehub.shutdown.timeuot", "1s"), Map.of("GRACEHUB_SHUTDOWN_MOOD", "off")));

        assertThat(reading.remarks())
                .satisfiesExactlyInAnyOrder(
                        remark -> assertThat(remark)
                                .contains("gracehub.shutdown.timeuot (PropertiesConfigSource[source=app.properties])"),
                        remark -> assertThat(remark).contains("GRACEHUB_SHUTDOWN_MOOD (EnvConfigSource)"));
    }
}
