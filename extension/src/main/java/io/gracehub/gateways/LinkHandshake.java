// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * The opening handshake of a link. The servlet filter has checked the secret by then; it is checked again here, because
 * containers differ in how a path reaches the one and the other.
 */
final class LinkHandshake extends ServerEndpointConfig.Configurator {

    private final Gateways gateways;

    LinkHandshake(Gateways gateways) {
        this.gateways = gateways;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) {
        return endpointClass.cast(new LinkEndpoint(gateways));
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        List<String> authorization = request.getHeaders().get("Authorization");
        String only = authorization == null || authorization.size() != 1 ? null : authorization.get(0);
        if (gateways.access(only) != Access.GRANTED) {
            throw new IllegalStateException("not authorized");
        }
    }
}
