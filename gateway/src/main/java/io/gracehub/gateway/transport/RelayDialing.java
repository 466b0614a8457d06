// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.connection.ClientSide;
import io.gracehub.gateway.server.Server;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Objects;

/** The attempt to carry a client on at another server. */
final class RelayDialing implements ClientSide.Dialing, ServerHandshake.Events {

    private final RelayContext context;
    private final RelayClient client;
    private final ServerHandshake handshake;
    private boolean over;

    RelayDialing(RelayContext context, Server server, RelayClient client) {
        this.context = context;
        this.client = client;
        this.handshake = new ServerHandshake(context, server.address(), this);
    }

    /** Connects a little later, so that the caller has this object before it is told anything. */
    RelayDialing begin(EventLoop loop) {
        loop.execute(() -> {
            if (!over) {
                handshake.connect(loop);
            }
        });
        return this;
    }

    @Override
    public void open(String connection, String token) {
        String key = HandshakeKeys.key();
        HandshakeRequest.Varying varying = new HandshakeRequest.Varying(
                key, client.protocol(), new HandshakeRequest.Vouched(connection, token, true));
        handshake.send(client.request().encode(UnpooledByteBufAllocator.DEFAULT, varying), key);
    }

    @Override
    public void abandon() {
        over = true;
        handshake.abandon();
    }

    @Override
    public void connected() {
        client.events().dialed(this);
    }

    @Override
    public void accepted(HttpResponse answer) {
        RelayServer session = new RelayServer(context);
        handshake.take(session);
        String chosen = answer.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        if (Objects.equals(chosen, client.protocol())) {
            over = true;
            client.events().arrived(this, session);
        } else {
            session.abandon();
            failed("it has chosen the subprotocol " + chosen + " instead of " + client.protocol());
        }
    }

    @Override
    public void refused(HttpResponse answer) {
        handshake.abandon();
        failed("it has answered " + answer.status());
    }

    @Override
    public void body(HttpContent part) {
        part.release();
    }

    @Override
    public void failed(String why) {
        if (!over) {
            over = true;
            client.events().refused(this, why);
        }
    }
}
