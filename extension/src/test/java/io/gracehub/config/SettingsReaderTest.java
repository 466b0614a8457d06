// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static io.gracehub.GracefulShutdownMode.CLOSE_CLIENTS;
import static io.gracehub.GracefulShutdownMode.MIGRATE_CLIENTS;
import static io.gracehub.GracefulShutdownMode.OFF;
import static io.gracehub.GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.message.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final String DURATIONS = "a duration from 0s to 24h";
    private static final String POSITIVE = "a duration from 1ms to 24h";
    private static final String MODES = "off, wait-for-clients-close, close-clients or migrate-clients";

    @Test
    void read_nothingSet_yieldsDefaults() {
        Reading reading = Reading.of(new FixedSource(), "/chat");
        Settings settings = reading.settings();

        assertThat(settings.mode()).isEqualTo(WAIT_FOR_CLIENTS_CLOSE);
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.hub("/chat")).isEqualTo(new HubSettings(WAIT_FOR_CLIENTS_CLOSE, Duration.ofSeconds(30)));
        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.shutdown())
                .isEqualTo(new Settings.Shutdown(
                        Optional.empty(),
                        new Settings.Offline(1, Duration.ofSeconds(5)),
                        Duration.ofSeconds(1),
                        new Settings.Closing(OptionalInt.empty(), Optional.empty(), Duration.ofSeconds(5)),
                        true));
        assertThat(settings.server().name()).matches("[!-~]{8,128}");
        assertThat(settings.server().revision()).isEmpty();
        assertThat(settings.server().migrationLevel()).isEqualTo(MigrationLevel.SHUTDOWN_ONLY);
        assertThat(settings.access()).isEqualTo(new Settings.Access(Optional.empty(), Optional.empty()));
        assertThat(settings.sending()).isEqualTo(new Settings.Sending(4 << 20, Duration.ofSeconds(10)));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.remarks()).isEmpty();
    }

    @Test
    void read_everythingSet_yieldsWhatIsSet() {
        Reading reading = Reading.of(
                new FixedSource()
                        .with("gracehub.shutdown.mode", "close-clients")
                        .with("gracehub.shutdown.timeout", "2m")
                        .with("gracehub.shutdown.hook-timeout", "3s")
                        .with("gracehub.shutdown.offline.probes", "4")
                        .with("gracehub.shutdown.offline.timeout", "5s")
                        .with("gracehub.shutdown.retry-after", "6s")
                        .with("gracehub.shutdown.close.batch", "7")
                        .with("gracehub.shutdown.close.interval", "8ms")
                        .with("gracehub.shutdown.close.jitter", "9s")
                        .with("gracehub.shutdown.signals", "off")
                        .with("gracehub.hub.\"/chat/{room}\".shutdown.mode", "OFF")
                        .with("gracehub.hub.\"/chat/{room}\".shutdown.timeout", "10s")
                        .with("gracehub.server.name", "chat-1")
                        .with("gracehub.server.revision", "v11")
                        .with("gracehub.link.secret", "s3cret-of-the-links")
                        .with("gracehub.control.token", "t0ken-of-operators")
                        .with("gracehub.migration.level", "any")
                        .with("gracehub.send.max-backlog", "12KiB")
                        .with("gracehub.send.timeout", "13s"),
                "/chat/{room}",
                "/news");
        Settings settings = reading.settings();

        assertThat(settings.hub("/news")).isEqualTo(new HubSettings(CLOSE_CLIENTS, Duration.ofMinutes(2)));
        assertThat(settings.hub("/chat/{room}")).isEqualTo(new HubSettings(OFF, Duration.ofSeconds(10)));
        assertThat(settings.shutdown())
                .isEqualTo(new Settings.Shutdown(
                        Optional.of(Duration.ofSeconds(3)),
                        new Settings.Offline(4, Duration.ofSeconds(5)),
                        Duration.ofSeconds(6),
                        new Settings.Closing(
                                OptionalInt.of(7), Optional.of(Duration.ofMillis(8)), Duration.ofSeconds(9)),
                        false));
        assertThat(settings.server()).isEqualTo(new Settings.Server("chat-1", Optional.of("v11"), MigrationLevel.ANY));
        assertThat(settings.access().linkSecret())
                .hasValueSatisfying(
                        s -> assertThat(s.matches("s3cret-of-the-links")).isTrue());
        assertThat(settings.access().controlToken())
                .hasValueSatisfying(
                        s -> assertThat(s.matches("t0ken-of-operators")).isTrue());
        assertThat(settings.sending()).isEqualTo(new Settings.Sending(12 << 10, Duration.ofSeconds(13)));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.remarks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gracehub.shutdown.mode           | shut      | no such value | " + MODES,
                "gracehub.shutdown.timeout        | 25h       | too long | " + DURATIONS,
                "gracehub.shutdown.hook-timeout   | 0s        | too short | " + POSITIVE,
                "gracehub.shutdown.offline.probes | 0         | too small | a whole number from 1 to 100",
                "gracehub.shutdown.offline.timeout| -1s       | a duration cannot be negative | " + DURATIONS,
                "gracehub.shutdown.retry-after    | 25h       | too long | " + DURATIONS,
                "gracehub.shutdown.close.batch    | many      | not a whole number | a whole number from 1 to 1000000",
                "gracehub.shutdown.close.interval | 0ms       | too short | " + POSITIVE,
                "gracehub.shutdown.close.jitter   | P2D       | too long | " + DURATIONS,
                "gracehub.shutdown.signals        | TERM      | neither true nor false | true, yes, y, on or 1; false, no, n, off or 0",
                "gracehub.hub.\"/chat\".shutdown.mode | x     | no such value | " + MODES,
                "gracehub.hub.\"/chat\".shutdown.timeout | 2d | not a duration; write it like 30s, 500ms, 2m, 1h or PT30S | "
                        + DURATIONS,
                "gracehub.server.name             | my server | it contains a space or a character that is not printable ASCII "
                        + "| up to 128 printable ASCII characters without spaces",
                "gracehub.server.revision         | v 1       | it contains a space or a character that is not printable ASCII "
                        + "| up to 128 printable ASCII characters without spaces",
                "gracehub.migration.level         | always    | no such value | off, shutdown-only or any",
                "gracehub.send.max-backlog        | 1         | too small | a size from 1KiB to 1GiB",
                "gracehub.send.timeout            | 0s        | too short | " + POSITIVE
            })
    void read_badValue_isOneProblemAndTheDefault(String name, String value, String reason, String accepted) {
        Settings defaults = Reading.of(new FixedSource(), "/chat").settings();

        Reading reading = Reading.of(new FixedSource().with(name, value), "/chat");

        assertThat(reading.problems())
                .containsExactly("GRACEHUB1100E: " + name + " is '" + value + "' (test.properties): " + reason
                        + "; accepted: " + accepted);
        assertThat(reading.settings())
                .usingRecursiveComparison()
                .ignoringFields("server.name")
                .isEqualTo(defaults);
    }

    @Test
    void read_bareNumber_saysWhyItIsRefused() {
        assertThat(Reading.of(new FixedSource().with("gracehub.shutdown.timeout", "30"))
                        .problems())
                .containsExactly(
                        "GRACEHUB1100E: gracehub.shutdown.timeout is '30' (test.properties): a bare number has no"
                                + " unit; write it like 30s, 500ms, 2m, 1h or PT30S; accepted: a duration from 0s to 24h");
    }

    @Test
    void read_severalBadValues_areAllFound() {
        Reading reading = Reading.of(new FixedSource()
                .with("gracehub.shutdown.mode", "x")
                .with("gracehub.shutdown.timeout", "30")
                .with("gracehub.send.timeout", "now"));

        assertThat(reading.problems()).hasSize(3);
    }

    @Test
    void read_publicEntry_collectsProblems() {
        Problems problems = new Problems();

        SettingsReader.read(new FixedSource().with("gracehub.shutdown.mode", "x"), List.of(), problems);

        assertThat(problems.found()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void read_emptyValue_isNotSet(String empty) {
        FixedSource source = new FixedSource();
        Property.OF_THE_SERVER.forEach(property -> source.with(property.name(), empty));
        Property.OF_HUBS.forEach(property -> source.with(property.of("/chat").name(), empty));

        Reading reading = Reading.of(source, "/chat");

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.settings())
                .usingRecursiveComparison()
                .ignoringFields("server.name")
                .isEqualTo(Reading.of(new FixedSource(), "/chat").settings());
    }

    @Test
    void read_spaceAroundValue_isDropped() {
        Settings settings = Reading.of(new FixedSource()
                        .with("gracehub.shutdown.timeout", " 7s ")
                        .with("gracehub.link.secret", "s3cret\n"))
                .settings();

        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.access().linkSecret())
                .hasValueSatisfying(s -> assertThat(s.matches("s3cret")).isTrue());
    }

    @Test
    void read_valueThatRefersToNothing_isAProblem() {
        assertThat(Reading.of(new FixedSource().withUnresolved("gracehub.server.name", "${pod}"))
                        .problems())
                .containsExactly("GRACEHUB1100E: gracehub.server.name is '${pod}' (test.properties): it refers to"
                        + " something that is not set; accepted: up to 128 printable ASCII characters without spaces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gracehub.link.secret", "gracehub.control.token"})
    void read_badSecret_isNotShown(String name) {
        Reading reading = Reading.of(new FixedSource().withUnresolved(name, "${x}s3cret"));

        assertThat(reading.problems())
                .singleElement()
                .asString()
                .contains(name, "(hidden)")
                .doesNotContain("s3cret");
        assertThat(reading.settings().access()).isEqualTo(new Settings.Access(Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gracehub.link.secret", "gracehub.control.token"})
    void read_secretThatCanBeGuessed_isTold(String name) {
        assertThat(Reading.of(new FixedSource().with(name, "fifteen-letters")).remarks())
                .singleElement()
                .asString()
                .startsWith("GRACEHUB1109W: " + name + " has fewer than 16 bytes")
                .doesNotContain("fifteen");
        assertThat(Reading.of(new FixedSource().with(name, "sixteen-letters-")).remarks())
                .isEmpty();
    }

    @Test
    void read_goodSecrets_areShownNowhere() {
        Reading reading = Reading.of(new FixedSource()
                .with("gracehub.link.secret", "s3cret-1-of-the-links")
                .with("gracehub.control.token", "s3cret-2-of-operators")
                .with("gracehub.control.tokens", "s3cret-3")
                .with("gracehub.shutdown.mode", "bad"));

        assertThat(reading.problems()).hasSize(1);
        assertThat(reading.remarks()).hasSize(1);
        assertThat(reading.toString()).doesNotContain("s3cret");
    }

    @Test
    void hub_overrideOfOneValue_keepsTheOther() {
        Settings settings = Reading.of(
                        new FixedSource()
                                .with("gracehub.shutdown.mode", "close-clients")
                                .with("gracehub.shutdown.timeout", "20s")
                                .with("gracehub.hub.\"/a\".shutdown.mode", "migrate-clients")
                                .with("gracehub.hub.\"/b\".shutdown.timeout", "15s"),
                        "/a",
                        "/b",
                        "/c")
                .settings();

        assertThat(settings.hub("/a")).isEqualTo(new HubSettings(MIGRATE_CLIENTS, Duration.ofSeconds(20)));
        assertThat(settings.hub("/b")).isEqualTo(new HubSettings(CLOSE_CLIENTS, Duration.ofSeconds(15)));
        assertThat(settings.hub("/c")).isEqualTo(new HubSettings(CLOSE_CLIENTS, Duration.ofSeconds(20)));
        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void deadline_longerHub_grows() {
        Settings settings = Reading.of(new FixedSource().with("gracehub.hub.\"/a\".shutdown.timeout", "90s"), "/a")
                .settings();

        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void deadline_longerHubThatIsOff_staysAsItIs() {
        Settings settings = Reading.of(
                        new FixedSource()
                                .with("gracehub.hub.\"/a\".shutdown.mode", "off")
                                .with("gracehub.hub.\"/a\".shutdown.timeout", "90s"),
                        "/a")
                .settings();

        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(30));
    }
}
