// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContradictionsTest {

    /** Settings as {@code name=value}, and the codes of what is said about them. */
    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of(List.of("shutdown.hook-timeout=31s"), List.of("GRACEHUB1103W")),
                Arguments.of(List.of("shutdown.hook-timeout=30s"), List.of()),
                Arguments.of(
                        List.of("shutdown.hook-timeout=31s", "hub.\"/a\".shutdown.timeout=40s"),
                        List.of("GRACEHUB1105I")),
                Arguments.of(List.of("shutdown.offline.timeout=30s"), List.of("GRACEHUB1104W")),
                Arguments.of(List.of("shutdown.offline.timeout=29999ms"), List.of()),
                Arguments.of(List.of("shutdown.timeout=5s"), List.of("GRACEHUB1104W")),
                Arguments.of(List.of("shutdown.timeout=0s"), List.of("GRACEHUB1104W")),
                Arguments.of(List.of("shutdown.timeout=0s", "shutdown.mode=off"), List.of()),
                Arguments.of(List.of("hub.\"/a\".shutdown.timeout=31s"), List.of("GRACEHUB1105I")),
                Arguments.of(List.of("hub.\"/a\".shutdown.timeout=30s"), List.of()),
                Arguments.of(List.of("hub.\"/a\".shutdown.timeout=31s", "hub.\"/a\".shutdown.mode=off"), List.of()),
                Arguments.of(List.of("shutdown.mode=migrate-clients"), List.of("GRACEHUB1106W", "GRACEHUB1106W")),
                Arguments.of(List.of("hub.\"/a\".shutdown.mode=migrate-clients"), List.of("GRACEHUB1106W")),
                Arguments.of(
                        List.of("hub.\"/a\".shutdown.mode=migrate-clients", "link.secret=s3cret-of-23-characters"),
                        List.of()),
                Arguments.of(
                        List.of(
                                "hub.\"/a\".shutdown.mode=migrate-clients",
                                "link.secret=s3cret-of-23-characters",
                                "migration.level=off"),
                        List.of("GRACEHUB1107W")),
                Arguments.of(List.of("migration.level=off"), List.of()));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void report_settings_saysWhatCannotBe(List<String> settings, List<String> codes) {
        FixedSource source = new FixedSource();
        for (String setting : settings) {
            int end = setting.indexOf('=');
            source.with("gracehub." + setting.substring(0, end), setting.substring(end + 1));
        }

        Reading reading = Reading.of(source, "/a", "/b");

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.remarks().stream().map(remark -> remark.substring(0, 13)))
                .isEqualTo(codes);
    }

    @Test
    void report_longerHub_namesHubAndTimes() {
        SettingsSource source = new FixedSource().with("gracehub.hub.\"/a\".shutdown.timeout", "2m");

        assertThat(Reading.of(source, "/a").remarks())
                .containsExactly(
                        "GRACEHUB1105I: The hub '/a' has a timeout of 2m, longer than gracehub.shutdown.timeout"
                                + " (30s): a shutdown may take 2m; whoever stops this server has to wait that long");
    }

    @Test
    void report_applicationWithoutHubs_isSilent() {
        assertThat(Reading.of(new FixedSource().with("gracehub.shutdown.timeout", "1s"))
                        .remarks())
                .isEmpty();
    }
}
