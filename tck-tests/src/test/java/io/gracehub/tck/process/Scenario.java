// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.ChatAide;
import io.gracehub.tck.app.ChatHub;
import io.gracehub.tck.app.Control;
import io.gracehub.tck.app.Push;
import io.gracehub.tck.app.StageRecorder;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.ServerBuilder;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** What the tests of whole processes have in common. */
final class Scenario {

    static final String PATH = "/chat/chat";

    private Scenario() {}

    /** The chat, which tells its clients to leave, in a WAR of the given name. */
    static Wars chat(String name) {
        return Wars.named(name)
                .classes(ChatHub.class, ChatAide.class, StageRecorder.class, Control.class, Push.class, Trace.class)
                .config("gracehub.shutdown.offline.timeout", "300ms");
    }

    static Wars chat() {
        return chat("chat");
    }

    static ServerBuilder server(Wars... wars) {
        ServerBuilder builder = Server.named("process");
        for (Wars war : wars) {
            builder.war(war.build());
        }
        return builder;
    }

    static List<WebSocketClient> leaving(Server server, int count) {
        return heard(WebSocketClient.connect(
                server.ws(PATH), count, WebSocketClient.options().leaveOn("exit")));
    }

    static List<WebSocketClient> staying(Server server, int count) {
        return heard(WebSocketClient.connect(server.ws(PATH), count, WebSocketClient.options()));
    }

    /** Waits until the hub has opened them: a client is connected before that. */
    static List<WebSocketClient> heard(List<WebSocketClient> clients) {
        clients.forEach(client -> client.send("hello"));
        clients.forEach(client -> client.awaitText("echo hello"));
        return clients;
    }

    /** Each client left because it was told to; the server answered its Close and did not break the connection. */
    static void assertLeft(List<WebSocketClient> clients) {
        for (WebSocketClient client : clients) {
            client.awaitText("exit", Bound.seconds(15));
            assertThat(client.awaitClosed(Bound.seconds(15)).code()).isEqualTo(1000);
        }
    }

    static void assertClosedWith1012(List<WebSocketClient> clients, Duration bound) {
        for (WebSocketClient client : clients) {
            assertThat(client.awaitClosed(bound).code())
                    .as("close code; %s", client.timeline())
                    .isEqualTo(1012);
        }
    }

    /** A number that a readiness check tells; Payara writes it as a text. */
    static int number(JsonObject data, String name) {
        return Integer.parseInt(data.get(name).toString().replace("\"", ""));
    }

    static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** The stages, from first to last, as the WAR observed them. */
    static List<String> stages(Server server) {
        return server.traceTexts().stream()
                .filter(line -> line.startsWith("stage "))
                .toList();
    }

    static final List<String> ALL_STAGES =
            List.of("stage RUNNING>OFFLINE", "stage OFFLINE>HOOKS", "stage HOOKS>CLIENTS", "stage CLIENTS>STOPPED");
}
