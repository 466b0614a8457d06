// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An endpoint configuration that encoders and decoders can leave notes in. */
final class FixedConfig implements EndpointConfig {

    private final Map<String, Object> properties = new HashMap<>();

    @Override
    public List<Class<? extends Encoder>> getEncoders() {
        return List.of();
    }

    @Override
    public List<Class<? extends Decoder>> getDecoders() {
        return List.of();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        return properties;
    }
}
