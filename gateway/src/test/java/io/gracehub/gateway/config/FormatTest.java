// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

    private static final Format<Duration> DURATION = new DurationFormat(Duration.ofMillis(1), Duration.ofDays(1));
    private static final Format<Integer> NUMBER = new WholeNumberFormat(1, 100);
    private static final Format<Long> SIZE = new SizeFormat(SizeFormat.KIB, SizeFormat.GIB);
    private static final Format<String> HOST = new HostFormat();
    private static final Format<Boolean> BOOLEAN = new BooleanFormat();

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "500ms, PT0.5S",
        "2m, PT2M",
        "1h, PT1H",
        "24h, PT24H",
        "86400s, PT24H",
        "1ms, PT0.001S",
        "30S, PT30S",
        "500MS, PT0.5S",
        "2M, PT2M",
        "1H, PT1H",
        "007s, PT7S",
        "PT30S, PT30S",
        "pt30s, PT30S",
        "PT1M30S, PT90S",
        "P1D, PT24H",
        "PT0.25S, PT0.25S"
    })
    void duration_withUnit_isRead(String text, Duration expected) throws BadValueException {
        assertThat(DURATION.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "30, a bare number has no unit; write it like",
        "0, a bare number has no unit",
        "-30, a bare number has no unit",
        "-5s, a duration cannot be negative",
        "-1ms, a duration cannot be negative",
        "PT-5S, a duration cannot be negative",
        "0s, too short",
        "PT0.0001S, too short",
        "25h, too long",
        "86400001ms, too long",
        "999999999999999h, too long",
        "99999999999999999999999s, too long",
        "P2D, too long",
        "1d, not a duration; write it like",
        "30 s, not a duration",
        "1m30s, not a duration",
        "1.5s, not a duration",
        "+5s, not a duration",
        "s, not a duration",
        "soon, not a duration",
        "3\u00d7s, not a duration",
        "\u0663s, not a duration",
        "30\u017f, not a duration"
    })
    void duration_bad_isRefusedWithReason(String text, String reason) {
        assertRefused(DURATION, text, reason);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT30S, 30s", "PT90S, 90s", "PT2M, 2m", "PT24H, 24h", "PT90M, 90m", "PT0.5S, 500ms"})
    void text_ofDuration_isShort(Duration duration, String expected) throws BadValueException {
        assertThat(DurationFormat.text(duration)).isEqualTo(expected);
        assertThat(new DurationFormat(Duration.ZERO, Duration.ofDays(1)).parse(expected))
                .isEqualTo(duration);
    }

    @Test
    void text_ofDurationFinerThanMilliseconds_isIso() {
        assertThat(DurationFormat.text(Duration.ofNanos(1))).isEqualTo("PT0.000000001S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "True", "1", "yes", "YES", "y", "Y", "on", "ON"})
    void boolean_trueOfMicroProfile_isTrue(String text) throws BadValueException {
        assertThat(BOOLEAN.parse(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "0", "no", "No", "n", "off", "OFF"})
    void boolean_opposite_isFalse(String text) throws BadValueException {
        assertThat(BOOLEAN.parse(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ture", "2", "-1", "enabled", "t", "tr ue"})
    void boolean_other_isRefused(String text) {
        assertRefused(BOOLEAN, text, "neither true nor false");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "100, 100", "042, 42"})
    void number_inRange_isRead(String text, int expected) throws BadValueException {
        assertThat(NUMBER.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, too small",
        "-1, too small",
        "101, too large",
        "2147483648, too large",
        "99999999999999999999999, too large",
        "-99999999999999999999999, too small",
        "1.0, not a whole number",
        "1e1, not a whole number",
        "+1, not a whole number",
        "0x1, not a whole number",
        "\u0663, not a whole number",
        "one, not a whole number"
    })
    void number_bad_isRefusedWithReason(String text, String reason) {
        assertRefused(NUMBER, text, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "4MiB, 4194304",
        "4mib, 4194304",
        "512KiB, 524288",
        "1GiB, 1073741824",
        "1048576, 1048576",
        "1024, 1024",
        "1073741824, 1073741824"
    })
    void size_inRange_isRead(String text, long bytes) throws BadValueException {
        assertThat(SIZE.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "1023, too small",
        "0KiB, too small",
        "2GiB, too large",
        "1073741825, too large",
        "9999999999GiB, too large",
        "99999999999999999999999, too large",
        "4MB, not a size; write it like 4MiB",
        "4M, not a size",
        "4 MiB, not a size",
        "-4MiB, not a size",
        "1.5MiB, not a size",
        "MiB, not a size"
    })
    void size_bad_isRefusedWithReason(String text, String reason) {
        assertRefused(SIZE, text, reason);
    }

    @Test
    void shown_longValueOfSeveralLines_isOneShortLine() {
        assertThat(NUMBER.shown("a\r\nGRACEHUB1100E: forged" + "x".repeat(200)))
                .startsWith("a??GRACEHUB")
                .hasSize(103)
                .endsWith("...");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "localhost, localhost",
        "gate-1.example, gate-1.example",
        "::, ::",
        "[::1], ::1",
        "fe80::1%eth0, fe80::1%eth0"
    })
    void host_nameOrAddress_isRead(String text, String expected) throws BadValueException {
        assertThat(HOST.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "http://x", "[::1", "-x", "x:80", "caf\u00e9", "1::2::x", "[host]"})
    void host_bad_isRefused(String text) {
        assertRefused(HOST, text, "neither a host name nor an address");
    }

    @Test
    void secret_isNeverShown() {
        assertThat(new SecretFormat().shown("s3cret")).isEqualTo("(hidden)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nbreak", "caf\u00e9", "tab\there"})
    void secret_thatNoHeaderCanHold_isRefused(String text) {
        assertRefused(new SecretFormat(), text, "it contains a character that is not printable ASCII");
    }

    @Test
    void file_thatIsThere_isRead(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("key.pem"), "x");

        assertThat(new FileFormat().parse(file.toString())).isEqualTo(file);
        assertRefused(new FileFormat(), directory.resolve("none").toString(), "there is no such file");
        assertRefused(new FileFormat(), directory.toString(), "it is not a file that can be read");
        assertRefused(new FileFormat(), "nul\u0000", "not a path");
    }

    private static void assertRefused(Format<?> format, String text, String reason) {
        assertThatThrownBy(() -> format.parse(text))
                .isInstanceOf(BadValueException.class)
                .hasMessageStartingWith(reason);
    }
}
