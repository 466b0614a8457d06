// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.hub.ClientsHub;
import org.junit.jupiter.api.Test;

/** Where properties come from. */
final class ConfigurationIT {

    @Test
    @Clause({"CONF-1", "CONF-2", "CONF-3", "CONF-6"})
    void properties_fromEverySource_areUsed() {
        try (Server server = Server.named("configuration")
                .war(chat().classes(ClientsHub.class)
                        .config("gracehub.hub.\"/clients\".shutdown.mode", "OFF")
                        .config("gracehub.hub.\"/chat\".shutdown.mode", "Wait_For-Clients-Close")
                        .config("gracehub.shutdown.offline.timeout", "PT0.1S")
                        .config("gracehub.send.timeout", "1h")
                        .build())
                .war(chat("other").classes(ClientsHub.class).build())
                .property("gracehub.shutdown.mode", "Close_Clients")
                .env("GRACEHUB_SHUTDOWN_TIMEOUT", "7m")
                .start()) {
            try (WebSocketClient here = WebSocketClient.connect(server.ws("/chat/clients"));
                    WebSocketClient there = WebSocketClient.connect(server.ws("/other/clients"))) {
                here.exchange("mode", "OFF RUNNING");
                there.exchange("mode", "CLOSE_CLIENTS RUNNING");
            }
            assertThat(server.get("/chat/control/left").body()).isEqualTo("-1");

            WebSocketClient staying = Scenario.staying(server, 1).get(0);
            server.post("/chat/control/drain");
            server.awaitTrace("stage OFFLINE>HOOKS", Bound.seconds(3));

            assertThat(Integer.parseInt(server.get("/chat/control/left").body()))
                    .isBetween(390, 420);
            assertThat(staying.open()).isTrue();
        }
    }
}
