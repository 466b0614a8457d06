// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.config.GatewaySettings.ServerEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Whatever stands in the configuration: settings within their bounds, or all that is wrong, and never a secret. */
class SettingsFuzzTest {

    private static final String SECRET = "uu-s3cret-uu";
    private static final Set<Property<?>> FILES =
            Set.of(Property.TLS_CERTIFICATE, Property.TLS_KEY, Property.SERVER_TLS_TRUST);

    /** One value a line, for one property after the other; a first letter of its own leaves the property out. */
    @FuzzTest
    void values_ofAnyKind_areSettingsOrProblems(byte[] bytes) throws Exception {
        String text = new String(bytes, UTF_8);
        if (text.contains(SECRET)) {
            return; // what stands elsewhere too is shown
        }
        String[] lines = text.split("\n", -1);
        FixedSource source = new FixedSource();
        for (int i = 0; i < lines.length && i < Property.ALL.size(); i++) {
            Property<?> property = Property.ALL.get(i);
            if (!FILES.contains(property) && !lines[i].startsWith("#")) {
                source.with(property.name(), lines[i]);
            }
        }
        source.with(Property.LINK_SECRET.name(), SECRET);
        if (lines.length > Property.ALL.size()) {
            source.with("gracehub." + lines[Property.ALL.size()], "x");
        }

        Reading reading = Reading.of(source);

        assertThat(reading.problems()).allMatch(problem -> problem.matches("(?s)GRACEHUB5\\d{3}E: .*"));
        assertThat(reading.problems()).noneMatch(problem -> problem.contains(SECRET));
        assertThat(reading.remarks()).noneMatch(remark -> remark.contains(SECRET) || remark.contains("\n"));
        GatewaySettings settings = reading.settings();
        if (settings == null) {
            assertThat(reading.problems()).isNotEmpty().noneMatch(problem -> problem.contains("\n"));
            return;
        }
        assertThat(settings.clients().port()).isBetween(0, 65535);
        assertThat(settings.limits().maxHeader()).isBetween(1024, 1024 * 1024);
        assertThat(settings.servers()).isNotEmpty().doesNotHaveDuplicates();
        for (ServerEntry entry : settings.servers()) {
            assertThat(new ServersFormat().parse(written(entry))).isEqualTo(List.of(entry));
        }
        assertThat(new DurationFormat(Duration.ZERO, Duration.ofDays(1))
                        .parse(DurationFormat.text(settings.limits().idleTimeout())))
                .isEqualTo(settings.limits().idleTimeout());
    }

    private static String written(ServerEntry entry) {
        String host = entry.host().contains(":") ? "[" + entry.host() + "]" : entry.host();
        return (entry.dns() ? "dns+" : "") + (entry.tls() ? "https" : "http") + "://" + host + ":" + entry.port()
                + entry.contextRoot();
    }
}
