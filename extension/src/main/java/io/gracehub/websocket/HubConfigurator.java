// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/** The user's configurator, except that endpoints are the library's: one per connection. */
final class HubConfigurator extends ServerEndpointConfig.Configurator {

    private final ServerEndpointConfig.Configurator user;
    private final RunningHub hub;

    HubConfigurator(ServerEndpointConfig.Configurator user, RunningHub hub) {
        this.user = user;
        this.hub = hub;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) {
        return endpointClass.cast(new HubEndpoint(hub));
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return user.getNegotiatedSubprotocol(supported, requested);
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return user.getNegotiatedExtensions(installed, requested);
    }

    @Override
    public boolean checkOrigin(String origin) {
        return user.checkOrigin(origin);
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        user.modifyHandshake(config, request, response);
        hub.handshake(new Handshake(config, request));
    }
}
