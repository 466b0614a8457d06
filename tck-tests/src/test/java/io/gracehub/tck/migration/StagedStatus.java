// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gracehub.tck.harness.Answer;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.GatewayProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The dashboard as a gateway serves it, with a status that the test has made up. */
final class StagedStatus implements AutoCloseable {

    static final String TOKEN = "the-right-token";

    private static final Answer DONE = new Answer(200, "");

    private final HttpClient http = HttpClient.newHttpClient();
    private final GatewayProcess gateway;
    private final HttpServer server;
    private final List<String> actions = new CopyOnWriteArrayList<>();
    private volatile String status = status(true);
    private volatile boolean silent;
    private volatile Answer answer = DONE;

    StagedStatus(GatewayProcess gateway) {
        this.gateway = gateway;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::file);
        server.createContext("/status", exchange -> answer(exchange, new Answer(200, status)));
        Stream.of("/cordon", "/uncordon", "/drain", "/rebalance")
                .forEach(path -> server.createContext(path, this::act));
        server.start();
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Returns a status of these servers. */
    static String status(boolean control, JsonObject... servers) {
        int connections =
                Stream.of(servers).mapToInt(each -> each.getInt("connections")).sum();
        JsonObjectBuilder gateway = Json.createObjectBuilder()
                .add("draining", false)
                .add("connections", connections)
                .add("moving", 3)
                .add("waiting", 4)
                .add("control", control)
                .add("rebalance", "off");
        JsonObjectBuilder pauses = Json.createObjectBuilder()
                .add("count", 40)
                .add("p50", 12.0)
                .add("p95", 30.0)
                .add("p99", 41.0)
                .add("max", 52.0);
        return Json.createObjectBuilder()
                .add("gateway", gateway)
                .add("servers", Json.createArrayBuilder(List.of(servers)))
                .add("pauses", pauses)
                .build()
                .toString();
    }

    /** Returns a ready server, of which all but its number and name can be told otherwise. */
    static JsonObject server(int number, String name, String... otherwise) {
        JsonObjectBuilder server = Json.createObjectBuilder()
                .add("address", "http://10.0.0." + number + ":9080/chat")
                .add("name", name)
                .add("revision", "7")
                .add("state", "ready")
                .add("cordoned", false)
                .add("linked", true)
                .add("movable", true)
                .add("connections", 10 * number)
                .add("moving", 0)
                .add("waiting", 0)
                .add("drain", JsonValue.NULL);
        for (int i = 0; i < otherwise.length; i += 2) {
            try (var reader = Json.createReader(new StringReader(otherwise[i + 1]))) {
                server.add(otherwise[i], reader.readValue());
            }
        }
        return server.build();
    }

    /** Says from now on that these are the servers. */
    void servers(JsonObject... servers) {
        status = status(true, servers);
    }

    /** Says something from now on. */
    void say(String told) {
        status = told;
    }

    /** Cuts whoever asks for the status, or no longer. */
    void silent(boolean now) {
        silent = now;
    }

    /** Answers actions so, from now on; 200 is answered with the status. */
    void answer(int code, String body) {
        answer = new Answer(code, body);
    }

    /** The actions that came with the right token. */
    List<String> actions() {
        return List.copyOf(actions);
    }

    private void act(HttpExchange exchange) throws IOException {
        Optional<String> authorization =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!authorization.equals(Optional.of("Bearer " + TOKEN))) {
            answer(exchange, new Answer(401, "{\"error\":\"no\"}"));
            return;
        }
        actions.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        answer(exchange, answer.status() == 200 ? new Answer(200, status) : answer);
    }

    private void answer(HttpExchange exchange, Answer told) throws IOException {
        if (silent) {
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, told.status(), told.body());
    }

    private void file(HttpExchange exchange) throws IOException {
        HttpRequest asked = HttpRequest.newBuilder(
                        gateway.admin(exchange.getRequestURI().toString()))
                .timeout(Bound.SOON)
                .build();
        try {
            HttpResponse<String> file = http.send(asked, HttpResponse.BodyHandlers.ofString());
            List.of("Content-Type", "Content-Security-Policy", "X-Content-Type-Options")
                    .forEach(name -> exchange.getResponseHeaders()
                            .set(name, file.headers().firstValue(name).orElse("none")));
            send(exchange, file.statusCode(), file.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
