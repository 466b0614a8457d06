// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.WebSocketClient;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A gateway's end of a link, and the sessions that it opens for clients. It says what a test tells it to. */
final class FakeGateway implements AutoCloseable {

    static final String SECRET = "correct horse battery staple";
    static final String HUB = "/chat/moving";
    static final String LINK = "/chat/gracehub/link";

    private final Server server;
    private final WebSocketClient link;
    private final JsonObject hello;

    private FakeGateway(Server server, WebSocketClient link) {
        this.server = server;
        this.link = link;
        this.hello = await("hello");
    }

    static FakeGateway link(Server server) {
        return new FakeGateway(server, options(SECRET).connect(server.ws(LINK)));
    }

    static WebSocketClient.Options options(String secret) {
        return WebSocketClient.options().subprotocols("gracehub.v1").header("Authorization", "Bearer " + secret);
    }

    JsonObject hello() {
        return hello;
    }

    String token() {
        return hello.getString("token");
    }

    /** Opens a client's session. */
    WebSocketClient open(String connection) {
        return open(HUB, connection);
    }

    WebSocketClient open(String path, String connection) {
        return carried(connection, token()).connect(server.ws(path));
    }

    static WebSocketClient.Options carried(String connection, String token) {
        return WebSocketClient.options()
                .header("Gracehub-Connection", connection)
                .header("Gracehub-Link", token);
    }

    void send(String message) {
        link.send(message.replace('\'', '"'));
    }

    void leave(String connection, String to, int messages) {
        send("{'type':'leave','connection':'%s','to':'%s','messages':%d}".formatted(connection, to, messages));
    }

    JsonObject await(String type) {
        return parse(awaitReceived(type, message -> true).text());
    }

    JsonObject await(String type, String connection) {
        return parse(awaitReceived(type, about(connection)).text());
    }

    /** When a message about a connection came. */
    long awaitNanos(String type, String connection) {
        return awaitReceived(type, about(connection)).nanos();
    }

    private static Predicate<JsonObject> about(String connection) {
        return message -> message.getString("connection", "").equals(connection);
    }

    Received.Text awaitReceived(String type, Predicate<JsonObject> condition) {
        return link.timeline()
                .first(Received.Text.class, event -> is(event.text(), type, condition), Bound.seconds(15))
                .orElseThrow(() -> new AssertionError("no '" + type + "': " + link.timeline()));
    }

    private static boolean is(String text, String type, Predicate<JsonObject> condition) {
        JsonObject message = parse(text);
        return message.getString("type").equals(type) && condition.test(message);
    }

    List<JsonObject> messages(String type) {
        return link.timeline().texts().stream()
                .map(FakeGateway::parse)
                .filter(message -> message.getString("type").equals(type))
                .toList();
    }

    Received.Closed awaitClosed(Duration bound) {
        return link.awaitClosed(bound);
    }

    private static JsonObject parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
