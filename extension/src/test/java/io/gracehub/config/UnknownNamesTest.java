// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNamesTest {

    @ParameterizedTest
    @CsvSource({
        "gracehub.shutdown.mood, gracehub.shutdown.mode",
        "gracehub.shutdown.time-out, gracehub.shutdown.timeout",
        "gracehub.shutdown.retryAfter, gracehub.shutdown.retry-after",
        "gracehub.timeout, gracehub.send.timeout",
        "Gracehub.Server.Name, gracehub.server.name",
        "gracehub.offline.probes, gracehub.shutdown.offline.probes",
        "gracehub.hub./chat.shutdown.mode, gracehub.hub.\"/chat\".shutdown.mode",
        "gracehub.hub.\"/chat\".mode, gracehub.hub.\"/chat\".shutdown.mode",
        "gracehub.hub.\"/chat\".shutdown.hook-timeout, gracehub.hub.\"/chat\".shutdown.timeout",
        "GRACEHUB_SHUTDOWN_MOOD, GRACEHUB_SHUTDOWN_MODE",
        "GRACEHUB_SHUTDOWN_RETRYAFTER, GRACEHUB_SHUTDOWN_RETRY_AFTER",
        "GRACEHUB_HUB_CHAT_SHUTDOWN_MODE, GRACEHUB_HUB___CHAT__SHUTDOWN_MODE",
        "Gracehub_Shutdown_Mode, GRACEHUB_SHUTDOWN_MODE"
    })
    void report_unknownName_namesTheNearest(String name, String nearest) {
        assertThat(Reading.of(new FixedSource().with(name, "1"), "/chat").remarks())
                .containsExactly("GRACEHUB1101W: " + name
                        + " (test.properties) has no effect: Gracehub has no property of this name; the nearest is "
                        + nearest);
    }

    @Test
    void report_unknownNameWithoutHubs_namesThePattern() {
        assertThat(Reading.of(new FixedSource().with("gracehub.hub.path.shutdown.mode", "off"))
                        .remarks())
                .singleElement()
                .asString()
                .endsWith("the nearest is gracehub.hub.\"<path>\".shutdown.mode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gracehub.gateway.port",
                "gracehub.gateway.admin.port",
                "GRACEHUB_GATEWAY_PORT",
                "GRACEHUB_GATEWAY_SERVERS",
                "GRACEHUB_SERVICE_HOST",
                "GRACEHUB_SERVICE_PORT",
                "GRACEHUB_SERVICE_PORT_HTTP",
                "GRACEHUB_PORT",
                "GRACEHUB_PORT_9080_TCP",
                "GRACEHUB_PORT_9080_TCP_ADDR",
                "GRACEHUB_LIBERTY_SAMPLE_SERVICE_HOST",
                "GRACEHUB_LIBERTY_SAMPLE_PORT_9080_TCP_PROTO",
                "gracehub_shutdown_mode",
                "GRACEHUB_SHUTDOWN_MODE",
                "GRACEHUB_SHUTDOWN_RETRY_AFTER",
                "GRACEHUB_HUB___CHAT__SHUTDOWN_MODE",
                "gracehubs.shutdown.mode",
                "%dev.gracehub.shutdown.mood",
                "my.gracehub.shutdown.mood",
                "MY_GRACEHUB_SHUTDOWN_MOOD",
                "PATH"
            })
    void report_nameThatIsKnownOrOfOthers_isSilent(String name) {
        assertThat(Reading.of(new FixedSource().with(name, "off"), "/chat").remarks())
                .isEmpty();
    }

    @Test
    void report_allKnownNames_isSilent() {
        FixedSource source = new FixedSource();
        Property.OF_THE_SERVER.forEach(property -> source.with(property.name(), ""));
        Property.OF_HUBS.forEach(property -> source.with(property.of("/chat").name(), ""));

        assertThat(Reading.of(source, "/chat").remarks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"mode, off", "timeout, 5s"})
    void report_overrideWithoutHub_namesThePathsOfTheHubs(String key, String value) {
        String name = "gracehub.hub.\"/chta\".shutdown." + key;

        assertThat(Reading.of(new FixedSource().with(name, value), "/chat", "/news/{topic}")
                        .remarks())
                .containsExactly("GRACEHUB1102W: " + name
                        + " (test.properties) has no effect: no hub has the path '/chta'; the paths of the hubs:"
                        + " /chat, /news/{topic}");
    }

    @Test
    void report_overrideWithoutAnyHub_saysSo() {
        assertThat(Reading.of(new FixedSource().with("gracehub.hub.\"/chat\".shutdown.mode", "off"))
                        .remarks())
                .singleElement()
                .asString()
                .endsWith("the paths of the hubs: none");
    }

    @Test
    void report_variableAndThePropertyGuessedFromIt_isOneRemark() {
        SettingsSource source =
                new FixedSource().with("GRACEHUB_SHUTDOWN_MOOD", "off").with("gracehub.shutdown.mood", "off");

        assertThat(Reading.of(source).remarks()).singleElement().asString().contains("GRACEHUB_SHUTDOWN_MOOD");
    }

    @Test
    void report_unknownVariable_namesItsOrigin() {
        SettingsSource source = new SystemSource(Map.of(), Map.of("GRACEHUB_SHUTDOWN_MOOD", "off"));

        assertThat(Reading.of(source).remarks())
                .singleElement()
                .asString()
                .contains("GRACEHUB_SHUTDOWN_MOOD (environment variable GRACEHUB_SHUTDOWN_MOOD)");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "'', abc, 3",
        "kitten, sitting, 5",
        "mode, mood, 2",
        "same, same, 0",
        "ab, ba, 2"
    })
    void between_twoNames_isTheirEditDistance(String one, String other, int distance) {
        assertThat(EditDistance.between(one, other)).isEqualTo(distance);
        assertThat(EditDistance.between(other, one)).isEqualTo(distance);
    }
}
