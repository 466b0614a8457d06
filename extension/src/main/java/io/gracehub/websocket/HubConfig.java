// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;

/**
 * The configuration that a hub's callbacks and codecs see: the container's, with the hub's own class and codecs, which
 * the container is not told because it would make instances of its own.
 */
record HubConfig(HubModel hub, ServerEndpointConfig container) implements ServerEndpointConfig {

    @Override
    public Class<?> getEndpointClass() {
        return hub.hubClass();
    }

    @Override
    public String getPath() {
        return hub.path().path();
    }

    @Override
    public List<String> getSubprotocols() {
        return hub.handshake().subprotocols();
    }

    @Override
    public List<Extension> getExtensions() {
        return container.getExtensions();
    }

    @Override
    public Configurator getConfigurator() {
        return container.getConfigurator();
    }

    @Override
    public List<Class<? extends Encoder>> getEncoders() {
        return hub.codecs().encoders();
    }

    @Override
    public List<Class<? extends Decoder>> getDecoders() {
        return hub.codecs().decoders();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        return container.getUserProperties();
    }
}
