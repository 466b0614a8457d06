// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;

/** A handshake in memory: nothing else tells whether a private key is that of a certificate. */
final class TlsTrial {

    private static final int MOST_FLIGHTS = 20;

    private TlsTrial() {}

    /**
     * Lets a client that trusts everybody shake hands with a server.
     *
     * @throws SSLException if that fails
     */
    static void of(SslContext server) throws SSLException {
        SslContext trusting = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .build();
        EmbeddedChannel answering = new EmbeddedChannel();
        EmbeddedChannel asking = new EmbeddedChannel();
        try {
            answering.pipeline().addLast(server.newHandler(answering.alloc()));
            asking.pipeline().addLast(trusting.newHandler(asking.alloc()));
            SslHandler client = asking.pipeline().get(SslHandler.class);
            for (int i = 0; i < MOST_FLIGHTS && !client.handshakeFuture().isDone(); i++) {
                pass(asking, answering);
                pass(answering, asking);
            }
        } catch (Exception failed) {
            throw new SSLException("the private key is not that of the certificate", failed);
        } finally {
            release(asking);
            release(answering);
        }
    }

    private static void pass(EmbeddedChannel from, EmbeddedChannel to) {
        for (Object flight = from.readOutbound(); flight != null; flight = from.readOutbound()) {
            to.writeInbound(flight);
        }
    }

    private static void release(EmbeddedChannel channel) {
        try {
            channel.finishAndReleaseAll();
        } catch (Exception broken) {
            // what it was about has been said
        }
    }
}
