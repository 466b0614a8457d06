// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One gateway process. It is killed when it is closed; that fails when the gateway has leaked a buffer, has lost an
 * exception, or has run out of memory.
 */
public final class GatewayProcess implements AutoCloseable {

    private static final Pattern UNSOUND = Pattern.compile(
            "(?m)^.*(LEAK:|OutOfMemoryError|exceptionCaught\\(\\) event was fired|Exception in thread).*$");

    private final ChildProcess process;
    private final Path output;
    private final Http clients;
    private final Http admin;

    GatewayProcess(Process process, Path output, int port, int adminPort) {
        this.output = output;
        this.clients = new Http(port);
        this.admin = new Http(adminPort);
        this.process = new ChildProcess("the gateway", process, this::tail);
    }

    /** Begins a gateway. */
    public static GatewayBuilder with() {
        return new GatewayBuilder();
    }

    /** Returns the address of a WebSocket path for clients. */
    public URI ws(String path) {
        return URI.create("ws://127.0.0.1:" + clients.port() + path);
    }

    /** Sends a GET to the port for clients. */
    public Answer get(String path) {
        return clients.get(path);
    }

    /** Returns the address of a path of the operators' port. */
    public URI admin(String path) {
        return admin.uri(path);
    }

    /** Asks the operators' port for what it tells of gateway and servers. */
    public JsonObject status() {
        return object(admin.get("/status"));
    }

    /** Sends a POST to the operators' port, with a bearer token unless that is empty. */
    public Answer operate(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(admin.uri(path)).POST(HttpRequest.BodyPublishers.noBody());
        return Http.exchange(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }

    /** Returns the JSON object of an answer. */
    public static JsonObject object(Answer answer) {
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    /** Asks the gateway's own readiness. */
    public Readiness readiness() {
        return Http.health(admin.uri("/health/ready"));
    }

    /** Asks whether the gateway lives. */
    public Readiness liveness() {
        return Http.health(admin.uri("/health/live"));
    }

    /** Returns what it counts. */
    public Metrics metrics() {
        return new Metrics(admin.get("/metrics").body());
    }

    /** Returns all that it wrote. */
    public String output() {
        return Commands.text(output);
    }

    /** Returns a place in {@link #output()}: its end now. */
    public int mark() {
        return output().length();
    }

    /** Waits until the output has, after a place, a match of a regular expression. */
    public void awaitOutput(int mark, String regex, Duration bound) {
        Pattern pattern = Pattern.compile(regex);
        Bound.await(
                bound,
                () -> "the gateway wrote no match of '" + regex + "'\n" + tail(),
                () -> pattern.matcher(output().substring(mark)).find());
    }

    /** Waits until it is ready. */
    public void awaitReady() {
        Bound.await(
                Bound.SOON,
                () -> "the gateway is not ready\n" + tail(),
                () -> readiness().status() == 200);
    }

    /** Sends a signal: {@code TERM}, {@code INT}, {@code KILL}. */
    public void signal(String name) {
        process.signal(name);
    }

    /** Returns whether the process runs. */
    public boolean alive() {
        return process.alive();
    }

    /** Waits for the end of the process and returns its exit code. */
    public int exitCode(Duration bound) {
        return process.exitCode(bound);
    }

    /** Returns the lines that tell of leaked buffers, lost exceptions and memory at its end. */
    public List<String> unsound() {
        if (process.alive()) {
            collectGarbage();
        }
        return UNSOUND.matcher(output()).results().map(MatchResult::group).toList();
    }

    /** A buffer that was not given back is told of when it has been collected and the next one is taken. */
    private void collectGarbage() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Commands.run(Bound.seconds(30), Map.of(), List.of(jcmd, Long.toString(process.pid()), "GC.run"));
        try {
            metrics();
            get("/");
        } catch (UncheckedIOException stopping) {
            // it need not take requests any more
        }
    }

    @Override
    public void close() {
        List<String> unsound;
        try {
            unsound = unsound();
        } finally {
            process.close();
        }
        if (!unsound.isEmpty()) {
            throw new AssertionError("the gateway is unsound: " + unsound + "\n" + tail());
        }
    }

    void awaitStarted() {
        Bound.await(Bound.SERVER_START, () -> "the gateway has not started\n" + tail(), () -> {
            if (!process.alive()) {
                throw new AssertionError("the gateway has ended with " + process.exitValue() + "\n" + tail());
            }
            return lives();
        });
    }

    private boolean lives() {
        try {
            return liveness().status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private String tail() {
        String all = output();
        return "--- gateway ---\n" + all.substring(Math.max(0, all.length() - 6000));
    }
}
