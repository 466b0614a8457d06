// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The gateway's configuration, checked.
 *
 * @param clients where clients connect
 * @param admin where the operator connects
 * @param servers the servers
 * @param linkSecret shared with the servers; never logged
 * @param tls towards clients, if any
 * @param serverTls towards servers that are reached over {@code https}
 * @param limits what bounds one connection and all of them
 * @param migrations connections moved at once
 * @param behindProxy whether what comes as {@code Forwarded} and the like is a proxy's word, and not a client's
 * @param compression whether {@code permessage-deflate} is offered to clients and ended here
 * @param operation what operators may do
 * @param shutdownTimeout the gateway's own shutdown takes at most this long
 */
public record GatewaySettings(
        Listen clients,
        Listen admin,
        List<ServerEntry> servers,
        String linkSecret,
        Optional<Tls> tls,
        ServerTls serverTls,
        Limits limits,
        int migrations,
        boolean behindProxy,
        boolean compression,
        Operation operation,
        Duration shutdownTimeout) {

    public GatewaySettings {
        servers = List.copyOf(servers);
        if (migrations < 1) {
            throw new IllegalArgumentException("at least one connection must be movable at once: " + migrations);
        }
        if (shutdownTimeout.isNegative()) {
            throw new IllegalArgumentException("a duration cannot be negative: " + shutdownTimeout);
        }
    }

    /** A host and a port to listen on; port 0 takes a free one. */
    public record Listen(String host, int port) {}

    /**
     * One configured server.
     *
     * @param dns whether the host name stands for all its addresses, resolved again and again
     */
    public record ServerEntry(boolean dns, boolean tls, String host, int port, String contextRoot) {

        /** As the operator writes it. */
        @Override
        public String toString() {
            String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
            return (dns ? "dns+" : "") + (tls ? "https://" : "http://") + authority + contextRoot;
        }
    }

    /** PEM files of the certificate chain and its private key (PKCS#8). */
    public record Tls(Path certificate, Path key) {}

    /** PEM file of the certificates that servers' certificates are checked against; none: those of the JDK. */
    public record ServerTls(Optional<Path> trust) {}

    /**
     * Limits.
     *
     * @param maxConnections client connections at once; more are refused with 503
     * @param maxFrame longest payload of one frame, in bytes; longer: 1009
     * @param maxHeader longest request or answer line with all headers, in bytes
     * @param handshakeTimeout longest time of a connect, of a TLS or WebSocket handshake, each
     * @param silenceTimeout a server whose link is dead and cannot be made anew for this long is lost; zero: never
     * @param idleTimeout a connection without a byte in either direction for this long is closed with 1001; zero: never
     */
    public record Limits(
            int maxConnections,
            long maxFrame,
            int maxHeader,
            Duration handshakeTimeout,
            Duration silenceTimeout,
            Duration idleTimeout) {}

    /**
     * What operators may do, and what is done for them.
     *
     * @param names that the admin port is asked by, besides its address and localhost
     * @param token that they show; none: there are no actions. Never logged
     * @param rebalance whether connections are evened out when a server becomes ready
     * @param rebalanceRate connections moved for that in a second, at most
     */
    public record Operation(List<String> names, Optional<String> token, boolean rebalance, int rebalanceRate) {

        public Operation {
            names = List.copyOf(names);
            if (rebalanceRate < 1) {
                throw new IllegalArgumentException("at least one move a second: " + rebalanceRate);
            }
        }

        @Override
        public String toString() {
            return "Operation[rebalance=" + rebalance + ", rate=" + rebalanceRate + "]";
        }
    }

    @Override
    public String toString() {
        return "GatewaySettings[" + clients + ", " + servers + "]";
    }
}
