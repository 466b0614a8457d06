// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.message.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whatever stands in the configuration: settings within their bounds, all that is wrong, and never a secret. */
class SettingsFuzzTest {

    private static final String HUB = "/chat/{room}";
    private static final String SECRET = "uu-s3cret-uu";
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<String> NAMES = Stream.concat(
                    Property.OF_THE_SERVER.stream(), Property.OF_HUBS.stream().map(each -> each.of(HUB)))
            .map(Property::name)
            .toList();

    /** One value a line, for one property after the other; the lines after these are names. */
    @FuzzTest
    void values_ofAnyKind_areSettingsOrProblems(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        if (text.contains(SECRET)) {
            return; // what stands elsewhere too is shown
        }
        String[] lines = text.split("\n", -1);
        FixedSource source = new FixedSource();
        for (int i = 0; i < lines.length && i < NAMES.size(); i++) {
            if (!lines[i].startsWith("#")) {
                source.with(NAMES.get(i), lines[i]);
            }
        }
        List<String> strangers = new ArrayList<>();
        for (String line :
                lines.length > NAMES.size() ? Arrays.copyOfRange(lines, NAMES.size(), lines.length) : new String[0]) {
            strangers.add(line.startsWith("_") ? "GRACEHUB" + line : "gracehub." + line);
        }
        strangers.forEach(name -> source.with(name, "x"));
        source.with(Property.LINK_SECRET.name(), SECRET);
        source.with(Property.CONTROL_TOKEN.name(), SECRET);

        Reading reading = Reading.of(source, HUB, "/news");

        assertThat(reading.problems()).allMatch(problem -> problem.matches("GRACEHUB11\\d\\dE: .*"));
        assertThat(reading.remarks()).allMatch(remark -> remark.matches("GRACEHUB11\\d\\d[WI]: .*"));
        assertThat(String.join("", reading.problems())).doesNotContain(SECRET);
        assertThat(String.join("", reading.remarks())).doesNotContain(SECRET);
        assertWithinBounds(reading.settings());
        assertWrittenIsReadAgain(reading.settings());
        for (String name : NAMES) {
            String unknown = "GRACEHUB1101W: " + name + " (test.properties) has no effect";
            assertThat(reading.remarks()).noneMatch(remark -> remark.startsWith(unknown));
        }
    }

    private static void assertWithinBounds(Settings settings) {
        assertThat(Stream.of(
                        settings.timeout(),
                        settings.hub(HUB).timeout(),
                        settings.deadline(),
                        settings.shutdown().offline().timeout(),
                        settings.shutdown().retryAfter(),
                        settings.shutdown().closing().jitter(),
                        settings.sending().timeout()))
                .allMatch(each -> !each.isNegative() && each.compareTo(DAY) <= 0);
        assertThat(settings.shutdown().offline().probes()).isBetween(1, 100);
        assertThat(settings.shutdown().closing().batch().orElse(1)).isBetween(1, 1_000_000);
        assertThat(settings.sending().maxBacklog()).isBetween(1 << 10, 1 << 30);
        assertThat(settings.server().name()).matches("[!-~]{1,128}");
        assertThat(settings.server().revision().orElse("r")).matches("[!-~]{1,128}");
        assertThat(settings.deadline()).isGreaterThanOrEqualTo(settings.timeout());
        assertThat(settings.hub("/news").timeout()).isEqualTo(settings.timeout());
        assertThat(settings.toString()).doesNotContain(SECRET);
    }

    /** As the library writes a value for an operator, it can be set. */
    private static void assertWrittenIsReadAgain(Settings settings) {
        Map<Property<?>, String> written = Map.of(
                Property.SHUTDOWN_MODE, ChoiceFormat.text(settings.mode()),
                Property.SHUTDOWN_TIMEOUT, DurationFormat.text(settings.timeout()),
                Property.RETRY_AFTER, DurationFormat.text(settings.shutdown().retryAfter()),
                Property.MIGRATION_LEVEL, ChoiceFormat.text(settings.server().migrationLevel()),
                Property.SEND_MAX_BACKLOG, Integer.toString(settings.sending().maxBacklog()),
                Property.SERVER_NAME, settings.server().name());
        FixedSource source = new FixedSource();
        written.forEach((property, value) -> source.with(property.name(), value));
        Problems problems = new Problems();
        Settings again = SettingsReader.read(source, List.of(), problems, (message, values) -> {});
        assertThat(problems.found()).isEmpty();
        assertThat(again.mode()).isEqualTo(settings.mode());
        assertThat(again.timeout()).isEqualTo(settings.timeout());
        assertThat(again.shutdown().retryAfter()).isEqualTo(settings.shutdown().retryAfter());
        assertThat(again.server().migrationLevel()).isEqualTo(settings.server().migrationLevel());
        assertThat(again.sending().maxBacklog()).isEqualTo(settings.sending().maxBacklog());
        assertThat(again.server().name()).isEqualTo(settings.server().name());
    }
}
