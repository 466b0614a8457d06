// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import io.gracehub.gateway.config.GatewaySettings.ServerEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One property of the gateway. The constants are the table of all: names, defaults, accepted values, meanings. The same
 * table for users, {@code docs/gateway.md}, is compared with it by a test; {@code --help} prints it.
 *
 * @param name as in a properties file
 * @param fallback the value without a setting, as a user would write it; or words that say what happens
 * @param need whether there is such a value
 */
record Property<T>(String name, String fallback, Need need, Format<T> format, String meaning) {

    /** What happens without a setting. */
    enum Need {
        /** The fallback is a value. */
        DEFAULT,
        /** The fallback is words. */
        OPTIONAL,
        /** The gateway does not start. */
        REQUIRED
    }

    private static final String GATEWAY = "gracehub.gateway.";
    private static final Format<Integer> PORT = new WholeNumberFormat(0, 65535);
    private static final Format<Duration> UP_TO_A_DAY = new DurationFormat(Duration.ZERO, Duration.ofDays(1));
    private static final Format<Duration> UP_TO_AN_HOUR = new DurationFormat(Duration.ofMillis(1), Duration.ofHours(1));

    static final Property<String> HOST =
            with("host", "0.0.0.0", new HostFormat(), "The address on which clients connect.");
    static final Property<Integer> PORT_OF_CLIENTS =
            with("port", "8080", PORT, "The port on which clients connect; 0 takes a free one.");
    static final Property<String> ADMIN_HOST = with(
            "admin.host",
            "127.0.0.1",
            new HostFormat(),
            "The address of health, metrics, status and page. Not meant for the public: whoever reaches it reads all that.");
    static final Property<Integer> ADMIN_PORT =
            with("admin.port", "9000", PORT, "The port of health, metrics, status and page; 0 takes a free one.");
    static final Property<List<String>> ADMIN_NAMES = without(
            "admin.names",
            "none",
            new NamesFormat(),
            "Names that metrics, status and page are asked by, such as a Service's, besides addresses, localhost and admin.host. Others get 421, as any page could have them.");
    static final Property<List<ServerEntry>> SERVERS = new Property<>(
            GATEWAY + "servers",
            "none",
            Need.REQUIRED,
            new ServersFormat(),
            "The servers. A dns+ URL stands for all addresses of its name, which is resolved again every few seconds.");
    static final Property<String> LINK_SECRET = new Property<>(
            "gracehub.link.secret",
            "none",
            Need.REQUIRED,
            new SecretFormat(),
            "Shared with the servers: whoever has it can link to them.");
    static final Property<Path> TLS_CERTIFICATE = without(
            "tls.certificate",
            "none",
            new FileFormat(),
            "The certificate chain for clients. With it the port speaks TLS.");
    static final Property<Path> TLS_KEY =
            without("tls.key", "none", new FileFormat(), "The private key of that certificate (PKCS#8, no password).");
    static final Property<Path> SERVER_TLS_TRUST = without(
            "server-tls.trust",
            "those of the JDK",
            new FileFormat(),
            "The certificates that those of servers with https are checked against.");
    static final Property<Integer> MIGRATIONS = without(
            "migrations",
            "2 per core",
            new WholeNumberFormat(1, 1000),
            "How many connections are moved at once, beside those whose move takes more than a second. More makes every pause longer.");
    static final Property<Boolean> BEHIND_PROXY = with(
            "behind-proxy",
            "off",
            new BooleanFormat(),
            "Whether another proxy stands in front: then its Forwarded and X-Forwarded-* pass, and lists get their next hop. Off: what clients say of that kind is dropped.");
    static final Property<Boolean> COMPRESSION = with(
            "compression",
            "off",
            new BooleanFormat(),
            "Whether permessage-deflate is offered to clients and ended here. Off: frames pass through untouched.");
    static final Property<String> CONTROL_TOKEN = new Property<>(
            "gracehub.control.token",
            "none",
            Need.OPTIONAL,
            new SecretFormat(),
            "What operators show as bearer token. Without it the admin port only tells, and does nothing.");
    static final Property<Boolean> REBALANCE = with(
            "rebalance",
            "off",
            new BooleanFormat(),
            "Whether connections are moved to a server that becomes ready, until all have about as many.");
    static final Property<Integer> REBALANCE_RATE = with(
            "rebalance.rate",
            "20",
            new WholeNumberFormat(1, 10_000),
            "How many connections a rebalancing moves in a second, at most.");
    static final Property<Integer> MAX_CONNECTIONS = with(
            "max-connections",
            "20000",
            new WholeNumberFormat(1, 10_000_000),
            "How many client connections may be open at once. More are answered 503 (not with TLS) and closed.");
    static final Property<Long> MAX_FRAME = with(
            "max-frame",
            "1GiB",
            new SizeFormat(SizeFormat.KIB, 1024 * SizeFormat.GIB),
            "The longest payload of one WebSocket frame. Frames are passed on piece by piece, whatever their size; those of a client with compression are inflated whole, at most 16MiB.");
    static final Property<Long> MAX_HEADER = with(
            "max-header",
            "16KiB",
            new SizeFormat(SizeFormat.KIB, SizeFormat.MIB),
            "The longest first line, and the longest headers together, of a request (else 414, 431) or an answer (else 502).");
    static final Property<Duration> HANDSHAKE_TIMEOUT = with(
            "handshake-timeout",
            "10s",
            UP_TO_AN_HOUR,
            "The longest time for the headers of a request, for a connect, for a TLS and for a WebSocket handshake, each.");
    static final Property<Duration> SILENCE_TIMEOUT = with(
            "silence-timeout",
            "10s",
            UP_TO_A_DAY,
            "A server whose link answers no ping and cannot be made anew for this long is lost: its connections move (level any) or are closed with 1012; 0s: never.");
    static final Property<Duration> IDLE_TIMEOUT = with(
            "idle-timeout",
            "1h",
            UP_TO_A_DAY,
            "A connection without a byte in either direction for this long is closed; 0s: never.");
    static final Property<Duration> SHUTDOWN_TIMEOUT = with(
            "shutdown.timeout",
            "30s",
            UP_TO_A_DAY,
            "The gateway's own shutdown takes at most this long; its clients are closed spread over it.");

    static final List<Property<?>> ALL = List.of(
            HOST,
            PORT_OF_CLIENTS,
            ADMIN_HOST,
            ADMIN_PORT,
            ADMIN_NAMES,
            SERVERS,
            LINK_SECRET,
            TLS_CERTIFICATE,
            TLS_KEY,
            SERVER_TLS_TRUST,
            BEHIND_PROXY,
            MIGRATIONS,
            COMPRESSION,
            CONTROL_TOKEN,
            REBALANCE,
            REBALANCE_RATE,
            MAX_CONNECTIONS,
            MAX_FRAME,
            MAX_HEADER,
            HANDSHAKE_TIMEOUT,
            SILENCE_TIMEOUT,
            IDLE_TIMEOUT,
            SHUTDOWN_TIMEOUT);

    private static <T> Property<T> with(String name, String value, Format<T> format, String meaning) {
        return new Property<>(GATEWAY + name, value, Need.DEFAULT, format, meaning);
    }

    private static <T> Property<T> without(String name, String words, Format<T> format, String meaning) {
        return new Property<>(GATEWAY + name, words, Need.OPTIONAL, format, meaning);
    }
}
