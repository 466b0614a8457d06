// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.config.Secret;
import io.gracehub.link.LinkProtocol;
import io.gracehub.shutdown.LinkedGateways;
import io.gracehub.websocket.Carrier;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The gateways of one application. Without a secret, and on a server without JSON Processing, there are none. */
public final class Gateways {

    private final @Nullable Secret secret;
    private final Surroundings around;
    private final Passages passages;
    private final Links links;
    private final AtomicBoolean denialTold = new AtomicBoolean();
    private volatile @Nullable LinkJson json;

    public Gateways(LinkSettings settings, Optional<Secret> secret, Surroundings around) {
        this.secret = secret.orElse(null);
        this.around = around;
        this.passages = new Passages(settings, around.timer());
        this.links = new Links(settings, around, passages);
    }

    /** Registers the endpoint of the links. */
    public void start(ServerContainer container) throws DeploymentException {
        if (secret == null || !findJson()) {
            return;
        }
        try {
            container.addEndpoint(ServerEndpointConfig.Builder.create(LinkEndpoint.class, LinkProtocol.PATH)
                    .subprotocols(List.of(LinkProtocol.SUBPROTOCOL))
                    .configurator(new LinkHandshake(this))
                    .build());
        } catch (DeploymentException | RuntimeException failure) {
            throw new DeploymentException(Messages.NOT_REGISTERED.text(LinkProtocol.PATH, failure), failure);
        }
    }

    private boolean findJson() {
        try {
            json = new LinkJson();
            return true;
        } catch (LinkageError | RuntimeException absent) {
            Messages.NO_JSON.log(absent);
            return false;
        }
    }

    /** Returns what a request for the endpoint of the links is answered. */
    public Access access(@Nullable String authorization) {
        Secret wanted = secret;
        if (wanted == null || json == null) {
            return Access.ABSENT;
        }
        boolean right = wanted.isBorneBy(authorization);
        if (right) {
            denialTold.set(false);
        } else if (!denialTold.getAndSet(true)) {
            Messages.DENIED.log();
        }
        return right ? Access.GRANTED : Access.DENIED;
    }

    /** Makes the link of a session whose handshake was granted. */
    GatewayLink link(Session session) {
        return new GatewayLink(
                new SessionLinkWire(session, around),
                Objects.requireNonNull(json, "registered without JSON"),
                links,
                passages,
                around.timer());
    }

    /** As {@link io.gracehub.websocket.RunningHub.Server#carrier}. */
    public @Nullable Carrier carrier(String hub, String connection, String token) {
        GatewayLink link = links.withToken(token);
        if (link == null) {
            Messages.NOT_VOUCHED.log(hub);
            return null;
        }
        return passages.announce(connection, hub, link, links);
    }

    /** The gateways as the shutdown sees them. */
    public LinkedGateways linked() {
        return links;
    }

    /** Ends the links that have not ended by themselves. */
    public void close() {
        links.cutOff();
        passages.close();
    }
}
