// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whether the gateway lives and is ready, as MicroProfile Health says it. */
public final class Health {

    private static final String NAME = "gracehub-gateway";

    private final Servers servers;
    private final Connections connections;
    private final Readiness readiness;

    /** What is known of the gateway's own shutdown. */
    public interface Readiness {

        /** Whether it has begun. */
        boolean draining();

        /** Somebody has asked whether the gateway is ready, and has got this answer. */
        void asked(boolean ready);
    }

    public Health(Servers servers, Connections connections, Readiness readiness) {
        this.servers = servers;
        this.connections = connections;
        this.readiness = readiness;
    }

    /** UP for as long as there is somebody to answer. */
    Page live() {
        return page(true, Json.createObjectBuilder().add("connections", connections.count()));
    }

    /** UP with at least one server that takes connections, until the gateway's own shutdown begins. */
    Page ready() {
        List<Server> all = servers.all();
        boolean draining = readiness.draining();
        boolean up = !draining && all.stream().anyMatch(Server::open);
        JsonObjectBuilder data = Json.createObjectBuilder().add("draining", draining);
        Arrays.stream(ServerState.values()).forEach(state -> data.add(text(state), count(all, state)));
        data.add("connections", connections.count());
        readiness.asked(up);
        return page(up, data);
    }

    static String text(ServerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static long count(List<Server> servers, ServerState state) {
        return servers.stream().filter(server -> server.state() == state).count();
    }

    private static Page page(boolean up, JsonObjectBuilder data) {
        String status = up ? "UP" : "DOWN";
        JsonValue check = Json.createObjectBuilder()
                .add("name", NAME)
                .add("status", status)
                .add("data", data)
                .build();
        String body = Json.createObjectBuilder()
                .add("status", status)
                .add("checks", Json.createArrayBuilder().add(check))
                .build()
                .toString();
        return Page.json(up ? 200 : 503, body);
    }
}
