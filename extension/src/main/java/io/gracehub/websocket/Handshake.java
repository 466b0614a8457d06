// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.link.LinkProtocol;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One opening handshake. What it finds out travels to the session in the user properties, of which the specification
 * gives each handshake a copy of its own (Jakarta WebSocket 2.1, {@code EndpointConfig.getUserProperties}).
 */
record Handshake(ServerEndpointConfig config, HandshakeRequest request) {

    private static final String CARRIER = Carrier.class.getName();
    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

    /**
     * What a gateway says of a connection, not yet believed.
     *
     * @param connection the connection's id
     * @param token the token of a link
     * @param migrated whether it comes from another server, with a state
     */
    record Claim(String connection, String token, boolean migrated) {}

    /** The claim that the handshake makes, if it makes one. */
    Optional<Claim> vouched() {
        String connection = only(LinkProtocol.CONNECTION_HEADER);
        String token = only(LinkProtocol.LINK_HEADER);
        return connection == null || token == null || !ID.matcher(connection).matches()
                ? Optional.empty()
                : Optional.of(new Claim(connection, token, only(LinkProtocol.MIGRATED_HEADER) != null));
    }

    private @Nullable String only(String header) {
        List<String> values = request.getHeaders().get(header);
        return values == null || values.size() != 1 ? null : values.get(0);
    }

    /** Whether a concurrent handshake would see what this one finds out; two clients could then be taken for each other. */
    boolean sharesPropertiesWith(@Nullable ServerEndpointConfig registered) {
        return registered != null && config.getUserProperties() == registered.getUserProperties();
    }

    void carriedBy(Carrier carrier) {
        config.getUserProperties().put(CARRIER, carrier);
    }

    /** Takes the carrier of the handshake that led to a session. */
    static @Nullable Carrier carrier(Session session, EndpointConfig config) {
        Object ofSession = session.getUserProperties().remove(CARRIER);
        Object ofConfig = config.getUserProperties().remove(CARRIER);
        if (ofSession instanceof Carrier carrier) {
            return carrier;
        }
        return ofConfig instanceof Carrier carrier ? carrier : null;
    }
}
