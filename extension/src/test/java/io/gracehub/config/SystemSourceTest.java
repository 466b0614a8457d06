// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemSourceTest {

    @ParameterizedTest
    @CsvSource({
        "gracehub.shutdown.mode, GRACEHUB_SHUTDOWN_MODE",
        "gracehub.shutdown.mode, gracehub_shutdown_mode",
        "gracehub.shutdown.mode, gracehub.shutdown.mode",
        "gracehub.shutdown.retry-after, GRACEHUB_SHUTDOWN_RETRY_AFTER",
        "gracehub.hub.\"/chat/{room}\".shutdown.mode, GRACEHUB_HUB___CHAT__ROOM___SHUTDOWN_MODE"
    })
    void find_propertyInEnvironment_followsMicroProfilesNames(String property, String variable) {
        SettingsSource source = new SystemSource(Map.of(), Map.of(variable, "x"));

        assertThat(source.find(property)).contains(RawSetting.of("x", "environment variable " + variable));
    }

    @Test
    void find_propertyInBoth_prefersTheSystemProperty() {
        SettingsSource source =
                new SystemSource(Map.of("gracehub.server.name", "a"), Map.of("GRACEHUB_SERVER_NAME", "b"));

        assertThat(source.find("gracehub.server.name")).contains(RawSetting.of("a", "JVM system property"));
    }

    @Test
    void find_emptySystemProperty_hidesTheVariable() {
        SettingsSource source =
                new SystemSource(Map.of("gracehub.server.revision", ""), Map.of("GRACEHUB_SERVER_REVISION", "b"));

        assertThat(Reading.of(source).settings().server().revision()).isEmpty();
    }

    @Test
    void find_unset_isEmpty() {
        assertThat(new SystemSource(Map.of("a", "1"), Map.of("B", "2")).find("gracehub.server.name"))
                .isEmpty();
    }

    @Test
    void names_ofBoth_areListed() {
        assertThat(new SystemSource(Map.of("a", "1"), Map.of("B", "2")).names()).containsExactlyInAnyOrder("a", "B");
    }

    @Test
    void read_overrideOfHubInEnvironment_isFound() {
        SettingsSource source = new SystemSource(Map.of(), Map.of("GRACEHUB_HUB___CHAT__ROOM___SHUTDOWN_TIMEOUT", "7"));

        Reading reading = Reading.of(source, "/chat/{room}");

        assertThat(reading.problems())
                .singleElement()
                .asString()
                .contains(
                        "gracehub.hub.\"/chat/{room}\".shutdown.timeout is '7'",
                        "(environment variable GRACEHUB_HUB___CHAT__ROOM___SHUTDOWN_TIMEOUT)");
        assertThat(reading.remarks()).isEmpty();
    }

    @Test
    void ofThisProcess_seesSystemPropertiesAndEnvironment() {
        String property =
                System.getProperties().stringPropertyNames().iterator().next();

        assertThat(SystemSource.ofThisProcess().names())
                .contains(property)
                .containsAll(System.getenv().keySet());
    }
}
