// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.config.GatewaySettings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** TLS towards clients and towards servers, from PEM files, with the JDK's own implementation and HTTP/1.1 only. */
final class Tls {

    private static final ApplicationProtocolConfig HTTP_1_1 = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_1_1);

    private Tls() {}

    /** Towards clients. Throws IllegalArgumentException with a text for people if the files are of no use. */
    static SslContext towardsClients(GatewaySettings.Tls settings) {
        readable(settings.certificate(), "certificate");
        readable(settings.key(), "private key");
        try {
            SslContext context = SslContextBuilder.forServer(
                            settings.certificate().toFile(), settings.key().toFile())
                    .sslProvider(SslProvider.JDK)
                    .applicationProtocolConfig(HTTP_1_1)
                    .build();
            TlsTrial.of(context);
            return context;
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "TLS towards clients cannot be set up from " + settings.certificate() + " and " + settings.key()
                            + ": " + why(e)
                            + ". Accepted: a PEM certificate chain and its PKCS#8 PEM key, unencrypted.",
                    e);
        }
    }

    /** Towards servers; their names are checked against their certificates. Throws as the other. */
    static SslContext towardsServers(GatewaySettings.ServerTls settings) {
        Optional<Path> trust = settings.trust();
        trust.ifPresent(file -> readable(file, "trusted certificates"));
        try {
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .endpointIdentificationAlgorithm("HTTPS")
                    .applicationProtocolConfig(HTTP_1_1);
            trust.ifPresent(file -> builder.trustManager(file.toFile()));
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "TLS towards servers cannot be set up"
                            + trust.map(file -> " from " + file).orElse("") + ": " + why(e)
                            + ". Accepted: PEM certificates.",
                    e);
        }
    }

    private static void readable(Path file, String what) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "the file of the " + what + " cannot be read: " + file + ". Accepted: a readable PEM file.");
        }
    }

    private static String why(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof GeneralSecurityException)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
