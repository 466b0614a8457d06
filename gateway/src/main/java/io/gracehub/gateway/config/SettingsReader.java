// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import io.gracehub.gateway.config.GatewaySettings.Limits;
import io.gracehub.gateway.config.GatewaySettings.Listen;
import io.gracehub.gateway.config.GatewaySettings.Operation;
import io.gracehub.gateway.config.GatewaySettings.ServerTls;
import io.gracehub.gateway.config.GatewaySettings.Tls;
import io.gracehub.gateway.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes {@link GatewaySettings} of what a source has. */
public final class SettingsReader {

    private static final int MIGRATIONS_PER_CORE = 2;

    /** Of random hexadecimal digits these are 64 bits: out of reach of who has to ask for each guess. */
    private static final int SHORTEST_SECRET = 16;

    private final Values values;
    private final Problems problems;

    private SettingsReader(SettingsSource source, Problems problems) {
        this.values = new Values(source, problems);
        this.problems = problems;
    }

    /**
     * Reads the properties of this process. What looks like a mistake and does no harm is logged.
     *
     * @param directory where {@code gracehub-gateway.properties} may be
     * @throws BadSettingsException with all that is wrong
     */
    public static GatewaySettings read(Path directory) throws BadSettingsException {
        SettingsSource source;
        try {
            source = ProcessSource.of(directory);
        } catch (IOException | RuntimeException unreadable) {
            throw new BadSettingsException(List.of(Messages.UNREADABLE.text(unreadable)));
        }
        return read(source, Message::log);
    }

    static GatewaySettings read(SettingsSource source, Remarks remarks) throws BadSettingsException {
        Problems problems = new Problems();
        new UnknownNames(source, remarks).report();
        GatewaySettings settings = new SettingsReader(source, problems).settings();
        if (!problems.found().isEmpty()) {
            throw new BadSettingsException(problems.found());
        }
        warnOfShort(Property.LINK_SECRET, settings.linkSecret(), remarks);
        settings.operation().token().ifPresent(token -> warnOfShort(Property.CONTROL_TOKEN, token, remarks));
        return settings;
    }

    private static void warnOfShort(Property<?> property, String secret, Remarks remarks) {
        if (secret.length() < SHORTEST_SECRET) {
            remarks.add(Messages.SHORT_SECRET, property.name(), SHORTEST_SECRET);
        }
    }

    private GatewaySettings settings() {
        Listen clients = new Listen(values.get(Property.HOST), values.get(Property.PORT_OF_CLIENTS));
        Listen admin = new Listen(values.get(Property.ADMIN_HOST), values.get(Property.ADMIN_PORT));
        requireTwoPorts(clients, admin);
        return new GatewaySettings(
                clients,
                admin,
                values.require(Property.SERVERS).orElse(List.of()),
                values.require(Property.LINK_SECRET).orElse(""),
                tls(),
                new ServerTls(values.find(Property.SERVER_TLS_TRUST)),
                limits(),
                values.find(Property.MIGRATIONS).orElseGet(SettingsReader::migrations),
                values.get(Property.BEHIND_PROXY),
                values.get(Property.COMPRESSION),
                new Operation(
                        values.find(Property.ADMIN_NAMES).orElse(List.of()),
                        values.find(Property.CONTROL_TOKEN),
                        values.get(Property.REBALANCE),
                        values.get(Property.REBALANCE_RATE)),
                values.get(Property.SHUTDOWN_TIMEOUT));
    }

    /** Two names of one address are told when the second is opened; zero is a free port each. */
    private void requireTwoPorts(Listen clients, Listen admin) {
        if (clients.port() != 0 && clients.equals(admin)) {
            problems.add(
                    Messages.SAME_PORT,
                    Property.PORT_OF_CLIENTS.name(),
                    Property.ADMIN_PORT.name(),
                    clients.port(),
                    clients.host());
        }
    }

    private Optional<Tls> tls() {
        requireWith(Property.TLS_CERTIFICATE, Property.TLS_KEY);
        requireWith(Property.TLS_KEY, Property.TLS_CERTIFICATE);
        Optional<Path> certificate = values.find(Property.TLS_CERTIFICATE);
        Optional<Path> key = values.find(Property.TLS_KEY);
        return certificate.isEmpty() || key.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tls(certificate.get(), key.get()));
    }

    private void requireWith(Property<?> one, Property<?> other) {
        if (values.isSet(one) && !values.isSet(other)) {
            problems.add(Messages.ONLY_ONE_OF_TWO, one.name(), other.name());
        }
    }

    private Limits limits() {
        return new Limits(
                values.get(Property.MAX_CONNECTIONS),
                values.get(Property.MAX_FRAME),
                Math.toIntExact(values.get(Property.MAX_HEADER)),
                values.get(Property.HANDSHAKE_TIMEOUT),
                values.get(Property.SILENCE_TIMEOUT),
                values.get(Property.IDLE_TIMEOUT));
    }

    private static int migrations() {
        return MIGRATIONS_PER_CORE * Runtime.getRuntime().availableProcessors();
    }
}
