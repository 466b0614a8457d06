// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/** What the container sees of one connection of a hub. Public, as Tyrus calls its methods by reflection. */
public final class HubEndpoint extends Endpoint {

    private final RunningHub hub;
    private volatile @Nullable Conversation conversation;

    HubEndpoint(RunningHub hub) {
        this.hub = hub;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        Conversation begun = hub.admit(session, config);
        conversation = begun; // before the hub is told: it may close the connection at once
        if (begun != null) {
            begun.open(session.getPathParameters());
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        Conversation begun = conversation;
        if (begun != null) {
            begun.end(reason);
        }
    }

    @Override
    public void onError(Session session, Throwable failure) {
        Conversation begun = conversation;
        if (begun != null) {
            begun.broke(failure);
        }
    }
}
