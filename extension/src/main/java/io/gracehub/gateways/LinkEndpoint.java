// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.link.LinkProtocol;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the container sees of one link. Public, as Tyrus calls its methods by reflection. */
public final class LinkEndpoint extends Endpoint {

    private static final CloseReason NO_SUBPROTOCOL = new CloseReason(
            CloseCodes.PROTOCOL_ERROR, "the subprotocol " + LinkProtocol.SUBPROTOCOL + " must be asked for");

    private final Gateways gateways;
    private volatile @Nullable GatewayLink link;

    LinkEndpoint(Gateways gateways) {
        this.gateways = gateways;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        if (!LinkProtocol.SUBPROTOCOL.equals(session.getNegotiatedSubprotocol())) {
            refuse(session);
            return;
        }
        session.setMaxTextMessageBufferSize(LinkProtocol.MAX_MESSAGE);
        session.setMaxIdleTimeout(0);
        GatewayLink opened = gateways.link(session);
        link = opened;
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) opened::received);
        session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> opened.ponged());
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>)
                binary -> opened.broken("a binary message came; messages on a link are text"));
        opened.opened();
    }

    private static void refuse(Session session) {
        try {
            session.close(NO_SUBPROTOCOL);
        } catch (IOException gone) {
            // it has gone by itself
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        GatewayLink closed = link;
        if (closed != null) {
            closed.ended("closed with " + reason.getCloseCode().getCode());
        }
    }
}
