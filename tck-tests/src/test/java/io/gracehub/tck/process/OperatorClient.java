// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Server;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Whoever runs the server, with a token. */
final class OperatorClient {

    static final String TOKEN = "open sesame";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Server server;
    private final String application;

    OperatorClient(Server server) {
        this(server, "chat");
    }

    OperatorClient(Server server, String application) {
        this.server = server;
        this.application = application;
    }

    HttpResponse<String> drain() {
        return send("POST", "drain", "Bearer " + TOKEN);
    }

    HttpResponse<String> resume() {
        return send("POST", "resume", "Bearer " + TOKEN);
    }

    JsonObject status() {
        return json(send("GET", "status", "Bearer " + TOKEN));
    }

    String stage() {
        return status().getString("stage");
    }

    void awaitStage(String stage) {
        Bound.await(Bound.SOON, () -> "not " + stage + ": " + status(), () -> stage().equals(stage));
    }

    CompletableFuture<HttpResponse<String>> drainAndWait() {
        return begin("POST", "drain?wait", "Bearer " + TOKEN);
    }

    HttpResponse<String> send(String method, String command, String authorization) {
        try {
            return begin(method, command, authorization).join();
        } catch (CompletionException failure) {
            throw new UncheckedIOException(new IOException(method + " " + command, failure.getCause()));
        }
    }

    private CompletableFuture<HttpResponse<String>> begin(String method, String command, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.http(path(command)))
                .timeout(Bound.seconds(60))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String path(String command) {
        return "/" + application + "/gracehub/" + command;
    }

    /** Asks for a drain, and is gone before the answer. */
    void drainAndLeave() {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.http("/").getPort())) {
            String request = "POST " + path("drain?wait") + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                    + "Authorization: Bearer " + TOKEN + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            awaitStage("CLIENTS");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject json(HttpResponse<String> response) {
        try (var reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }
}
