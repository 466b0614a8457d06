// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.plain;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Keeps some headers of the handshake, answers with a cookie, and refuses one origin. */
public class Telling extends ServerEndpointConfig.Configurator {

    static final String HEADERS = "headers";

    @Override
    public boolean checkOrigin(String origin) {
        return !"https://evil.example".equals(origin);
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        Map<String, List<String>> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(request.getHeaders());
        Stream.of("Cookie", "X-Custom", "Gracehub-Connection", "Gracehub-Link", "X-Forwarded-For")
                .filter(all::containsKey)
                .forEach(name -> told.put(name, all.get(name)));
        config.getUserProperties().put(HEADERS, told.toString());
        response.getHeaders().put("Set-Cookie", List.of("seen=yes"));
    }
}
