// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChatIT {

    private static final String EXIT = "{\"type\":\"exit\",\"why\":\"The server is going away.\"}";

    /** Not HTTP/2: on Open Liberty, with or without the library, the client's first request with an upgrade gets no answer. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void sigterm_whenTwoAreChatting_tellsBothAndWaitsUntilTheyHaveLeft() throws Exception {
        try (ChatServer server = ChatServer.start()) {
            ChatClient ann = ChatClient.join(http, server.port(), "Ann");
            ann.awaits("{\"type\":\"welcome\",\"room\":\"lobby\",\"nick\":\"Ann\",\"here\":1}");
            ChatClient ben = ChatClient.join(http, server.port(), "Ben");
            ann.awaits("{\"type\":\"joined\",\"nick\":\"Ben\",\"here\":2}");

            server.terminate();
            ann.awaits(EXIT);
            ben.awaits(EXIT);
            ann.say("Bye");
            ben.awaits("{\"type\":\"said\",\"nick\":\"Ann\",\"text\":\"Bye\",\"mine\":false}");
            assertThat(ann.leave()).isEqualTo(1000);
            ben.awaits("{\"type\":\"left\",\"nick\":\"Ann\",\"here\":1}");
            assertThat(ben.isOpen()).isTrue();
            assertThat(server.isAlive()).isTrue();
            assertThat(ben.leave()).isEqualTo(1000);

            assertThat(server.exitCode()).isEqualTo(143);
            assertThat(server.output()).contains("The chat goes from CLIENTS to STOPPED; clients connected: 0");
        }
    }

    @Test
    void get_whenRunning_answersThePageAndReadiness() throws Exception {
        try (ChatServer server = ChatServer.start()) {
            for (String path : new String[] {"/", "/chat.js", "/chat.css", "/health/ready"}) {
                assertThat(status(server, path)).as(path).isEqualTo(200);
            }
            ChatClient ann = ChatClient.join(http, server.port(), "Ann");
            ann.say("   ");
            ann.awaits("{\"type\":\"refused\",\"why\":"
                    + "\"Refused: \\\"text\\\" must have 1 to 2000 characters, not all blank\"}");
            assertThat(ann.leave()).isEqualTo(1000);
        }
    }

    private int status(ChatServer server, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + server.port() + path);
        return http.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
