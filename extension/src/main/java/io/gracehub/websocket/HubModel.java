// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.callback.HubCallbacks;
import io.gracehub.codec.HubCodecs;
import io.gracehub.codec.Instances;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.server.ServerEndpointConfig.Configurator;
import java.util.List;

/**
 * All that was found out about a hub when it was deployed.
 *
 * @param hubClass the class annotated {@link io.gracehub.Hub}
 * @param path where it is registered
 * @param handshake its part in the opening handshake
 * @param callbacks its methods
 * @param codecs its encoders and decoders
 * @param instances where it comes from
 */
public record HubModel(
        Class<?> hubClass,
        UriTemplate path,
        Handshake handshake,
        HubCallbacks callbacks,
        Coding codecs,
        HubInstances instances) {

    /** The hub's class, for messages. */
    public String name() {
        return hubClass.getName();
    }

    /**
     * The hub's part in the opening handshake.
     *
     * @param subprotocols most preferred first
     * @param configurator the user's, or {@link Configurator} itself for the container's own
     */
    public record Handshake(List<String> subprotocols, Class<? extends Configurator> configurator) {

        public Handshake {
            subprotocols = List.copyOf(subprotocols);
        }
    }

    /**
     * How the hub's messages are encoded and decoded.
     *
     * @param encoders the classes declared
     * @param decoders the classes declared
     * @param resolved what they encode and decode
     * @param instances where their instances come from
     */
    public record Coding(
            List<Class<? extends Encoder>> encoders,
            List<Class<? extends Decoder>> decoders,
            HubCodecs resolved,
            Instances instances) {

        public Coding {
            encoders = List.copyOf(encoders);
            decoders = List.copyOf(decoders);
        }
    }
}
