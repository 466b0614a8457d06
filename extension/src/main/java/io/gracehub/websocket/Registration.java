// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig.Configurator;

/** Registers hubs with the container. */
public final class Registration {

    private Registration() {}

    /** Registers a hub; on some servers one path registered twice makes every endpoint answer 404, so only once. */
    public static void register(ServerContainer container, RunningHub hub) throws DeploymentException {
        try {
            container.addEndpoint(hub.endpoint(configurator(hub.model())));
        } catch (DeploymentException | RuntimeException failure) {
            throw new DeploymentException(
                    Messages.NO_ENDPOINT.text(
                            hub.model().name(), hub.model().path().path(), failure),
                    failure);
        }
    }

    private static Configurator configurator(HubModel model) throws DeploymentException {
        Class<? extends Configurator> type = model.handshake().configurator();
        try {
            return model.codecs().instances().create(type).object();
        } catch (RuntimeException failure) {
            throw new DeploymentException(
                    Messages.CONFIGURATOR_FAILED.text(model.name(), type.getName(), failure), failure);
        }
    }
}
