// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.config.GatewaySettings.Limits;
import io.gracehub.gateway.config.GatewaySettings.Listen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final String SECRET = "s3cret-of-23-characters";

    private static FixedSource required() {
        return new FixedSource()
                .with("gracehub.gateway.servers", "http://a:9080/chat")
                .with("gracehub.link.secret", SECRET);
    }

    @Test
    void read_onlyWhatIsRequired_yieldsDefaults() {
        GatewaySettings settings = Reading.of(required()).good();

        assertThat(settings.clients()).isEqualTo(new Listen("0.0.0.0", 8080));
        assertThat(settings.admin()).isEqualTo(new Listen("127.0.0.1", 9000));
        assertThat(settings.linkSecret()).isEqualTo(SECRET);
        assertThat(settings.tls()).isEmpty();
        assertThat(settings.serverTls().trust()).isEmpty();
        assertThat(settings.migrations()).isEqualTo(2 * Runtime.getRuntime().availableProcessors());
        assertThat(settings.compression()).isFalse();
        assertThat(settings.behindProxy()).isFalse();
        assertThat(settings.operation().names()).isEmpty();
        assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.limits())
                .isEqualTo(new Limits(
                        20_000, 1L << 30, 16_384, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofHours(1)));
    }

    @Test
    void read_allSet_yieldsThem(@TempDir Path directory) throws Exception {
        Path pem = Files.writeString(directory.resolve("x.pem"), "x");
        GatewaySettings settings = Reading.of(required()
                        .with("gracehub.gateway.host", "[::1]")
                        .with("gracehub.gateway.port", "0")
                        .with("gracehub.gateway.admin.host", "localhost")
                        .with("gracehub.gateway.admin.port", "1")
                        .with("gracehub.gateway.tls.certificate", pem.toString())
                        .with("gracehub.gateway.tls.key", pem.toString())
                        .with("gracehub.gateway.server-tls.trust", pem.toString())
                        .with("gracehub.gateway.migrations", "3")
                        .with("gracehub.gateway.admin.names", "chat-gateway, metrics.chat.svc")
                        .with("gracehub.gateway.behind-proxy", "on")
                        .with("gracehub.gateway.compression", "on")
                        .with("gracehub.gateway.max-connections", "7")
                        .with("gracehub.gateway.max-frame", "2GiB")
                        .with("gracehub.gateway.max-header", "2KiB")
                        .with("gracehub.gateway.handshake-timeout", "3s")
                        .with("gracehub.gateway.silence-timeout", "4s")
                        .with("gracehub.gateway.idle-timeout", "0s")
                        .with("gracehub.gateway.shutdown.timeout", "PT1M"))
                .good();

        assertThat(settings.clients()).isEqualTo(new Listen("::1", 0));
        assertThat(settings.admin()).isEqualTo(new Listen("localhost", 1));
        assertThat(settings.tls()).contains(new GatewaySettings.Tls(pem, pem));
        assertThat(settings.serverTls().trust()).contains(pem);
        assertThat(settings.migrations()).isEqualTo(3);
        assertThat(settings.compression()).isTrue();
        assertThat(settings.behindProxy()).isTrue();
        assertThat(settings.operation().names()).containsExactly("chat-gateway", "metrics.chat.svc");
        assertThat(settings.limits())
                .isEqualTo(new Limits(7, 2L << 30, 2048, Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ZERO));
        assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void read_nothingSet_namesAllThatIsRequired() {
        assertThat(Reading.of(new FixedSource()).problems())
                .containsExactly(
                        "GRACEHUB5002E: gracehub.gateway.servers is not set, and the gateway cannot do without; accepted:"
                                + " base URLs with context root, separated by commas: http, https, dns+http or dns+https",
                        "GRACEHUB5002E: gracehub.link.secret is not set, and the gateway cannot do without; accepted:"
                                + " printable ASCII characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "host | a b | neither a host name nor an address; accepted: a host name, an IPv4",
                "port | 70000 | too large; accepted: a whole number from 0 to 65535",
                "port | http | not a whole number; accepted",
                "admin.port | -1 | too small; accepted",
                "admin.names | a, b:9000 | 'b:9000' is no host name; without a port; accepted: host names",
                "servers | chat | 'chat' is not a base URL",
                "tls.key | /no/such/file | there is no such file; accepted: a readable PEM file",
                "migrations | 0 | too small; accepted: a whole number from 1 to 1000",
                "compression | maybe | neither true nor false; accepted: true, yes",
                "max-connections | many | not a whole number; accepted",
                "max-frame | 10MB | not a size; write it like 4MiB",
                "max-header | 2MiB | too large; accepted: a size from 1KiB to 1MiB",
                "handshake-timeout | 30 | a bare number has no unit; write it like 30s",
                "handshake-timeout | 0s | too short; accepted: a duration from 1ms to 1h",
                "idle-timeout | -1s | a duration cannot be negative; accepted",
                "shutdown.timeout | 2d | not a duration; write it like"
            })
    void read_badValue_isOneMessage(String name, String value, String reason) {
        String property = "gracehub.gateway." + name;

        assertThat(Reading.of(required().with(property, value)).problems())
                .filteredOn(problem -> problem.contains("5000E"))
                .singleElement()
                .asString()
                .startsWith("GRACEHUB5000E: " + property + " is '" + value + "' (test.properties): " + reason);
    }

    @Test
    void read_onePortForClientsAndOperators_isAProblem() {
        FixedSource same = required().with("gracehub.gateway.host", "127.0.0.1").with("gracehub.gateway.port", "9000");

        assertThat(Reading.of(same).problems())
                .containsExactly(
                        "GRACEHUB5005E: gracehub.gateway.port and gracehub.gateway.admin.port are both 9000, on"
                                + " 127.0.0.1: clients and operators need a port each");
        assertThat(Reading.of(same.with("gracehub.gateway.host", "127.0.0.2")).problems())
                .isEmpty();
    }

    @Test
    void read_severalBadValues_areAllFound() {
        assertThat(Reading.of(new FixedSource()
                                .with("gracehub.gateway.port", "x")
                                .with("gracehub.gateway.idle-timeout", "30")
                                .with("gracehub.gateway.servers", "x"))
                        .problems())
                .hasSize(4);
    }

    @Test
    void read_keyWithoutCertificate_isAProblem(@TempDir Path directory) throws Exception {
        Path pem = Files.writeString(directory.resolve("x.pem"), "x");

        assertThat(Reading.of(required().with("gracehub.gateway.tls.key", pem.toString()))
                        .problems())
                .containsExactly(
                        "GRACEHUB5003E: gracehub.gateway.tls.key is set, but gracehub.gateway.tls.certificate is"
                                + " not: TLS towards clients needs both");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void read_emptyValue_isNotSet(String empty) {
        FixedSource source = new FixedSource();
        Property.ALL.forEach(property -> source.with(property.name(), empty));
        source.with("gracehub.gateway.servers", "http://a:9080/chat").with("gracehub.link.secret", SECRET);

        assertThat(Reading.of(source).good())
                .usingRecursiveComparison()
                .isEqualTo(Reading.of(required()).good());
    }

    @Test
    void read_badSecret_isNotShown() {
        assertThat(Reading.of(required().with("gracehub.link.secret", "s3cret\u00e9"))
                        .problems())
                .singleElement()
                .asString()
                .contains("gracehub.link.secret is '(hidden)'")
                .doesNotContain("s3cret");
        assertThat(Reading.of(required().withUnresolved("gracehub.link.secret", "${x}s3cret"))
                        .problems())
                .singleElement()
                .asString()
                .contains("it refers to something that is not set")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gracehub.link.secret", "gracehub.control.token"})
    void read_secretThatCanBeGuessed_isTold(String name) {
        assertThat(Reading.of(required().with(name, "fifteen-letters")).remarks())
                .singleElement()
                .asString()
                .startsWith("GRACEHUB5006W: " + name + " has fewer than 16 characters")
                .doesNotContain("fifteen");
        assertThat(Reading.of(required().with(name, "sixteen-letters-")).remarks())
                .isEmpty();
    }

    @Test
    void toString_ofSettings_hidesTheSecret() {
        assertThat(Reading.of(required()).good().toString()).doesNotContain("s3cret");
    }

    @Test
    void read_directoryWithFile_findsItAndNamesIt(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("gracehub-gateway.properties"), """
                gracehub.gateway.servers=http://a:${a.port:9080}/chat
                gracehub.link.secret=s3cret
                gracehub.gateway.port=http
                """);

        Reading reading = Reading.of(ProcessSource.of(directory));

        assertThat(reading.problems())
                .singleElement()
                .asString()
                .contains("gracehub.gateway.port is 'http' (", "gracehub-gateway.properties");
    }

    @ParameterizedTest
    @CsvSource({
        "gracehub.gateway.prot, gracehub.gateway.port",
        "gracehub.gateway.server, gracehub.gateway.servers",
        "gracehub.servers, gracehub.gateway.servers",
        "gracehub.gateway.timeout, gracehub.gateway.idle-timeout",
        "gracehub.link.secrets, gracehub.link.secret",
        "GRACEHUB_GATEWAY_PROT, GRACEHUB_GATEWAY_PORT"
    })
    void read_unknownName_namesTheNearest(String name, String nearest) {
        assertThat(Reading.of(required().with(name, "s3cret")).remarks())
                .containsExactly("GRACEHUB5001W: " + name
                        + " (test.properties) has no effect: the gateway has no property of this name; the nearest is "
                        + nearest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gracehub.shutdown.mode",
                "gracehub.hub.\"/chat\".shutdown.mode",
                "gracehub.server.name",
                "GRACEHUB_SHUTDOWN_TIMEOUT",
                "GRACEHUB_GATEWAY_SERVICE_HOST",
                "GRACEHUB_GATEWAY_PORT_8080_TCP",
                "GRACEHUB_GATEWAY_MAX_CONNECTIONS",
                "my.gracehub.gateway.prot",
                "PATH"
            })
    void read_nameThatIsKnownOrOfOthers_isSilent(String name) {
        assertThat(Reading.of(required().with(name, "1")).remarks()).isEmpty();
    }
}
