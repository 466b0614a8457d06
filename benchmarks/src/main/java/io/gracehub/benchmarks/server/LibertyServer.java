// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.server;

import io.gracehub.benchmarks.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One Open Liberty process that takes its WARs from {@code dropins}. It is killed when it is closed. */
public final class LibertyServer implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofMinutes(1);

    private static final String SERVER_XML = """
            <server>
              <featureManager>
                <feature>servlet-6.0</feature>
                <feature>cdi-4.0</feature>
                <feature>websocket-2.1</feature>
                <feature>mpConfig-3.1</feature>
                <feature>mpHealth-4.0</feature>
                <feature>jsonb-3.0</feature>
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
              <httpOptions maxKeepAliveRequests="-1"/>
              <logging isoDateFormat="true"/>
              <applicationMonitor updateTrigger="polled" pollingRate="100ms" dropins="dropins"/>
            </server>
            """;

    private final Path directory;
    private final int port;
    private final Process process;
    private final CompletableFuture<Instant> ended;
    private final Thread killer = new Thread(this::kill, "kill-server");

    private LibertyServer(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
        ended = process.onExit().thenApply(end -> Instant.now());
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts a server with WARs in a directory of its own under {@code target/}, and waits until they have started. */
    public static LibertyServer start(Path target, String name, List<String> jvmOptions, War... wars) {
        return startAt(Ports.free(), target, name, jvmOptions, wars);
    }

    /** The same, on a port that is known before. */
    public static LibertyServer startAt(int port, Path target, String name, List<String> jvmOptions, War... wars) {
        Path user = target.resolve("servers")
                .resolve(name + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        Path directory = user.resolve("servers/bench");
        try {
            Files.createDirectories(directory.resolve("dropins"));
            Files.writeString(directory.resolve("server.xml"), SERVER_XML.formatted(port));
            Files.write(directory.resolve("jvm.options"), jvmOptions);
            for (War war : wars) {
                war.writeTo(directory.resolve("dropins").resolve(war.name() + ".war"));
            }
            Path script = target.resolve("liberty/wlp/bin/server").toAbsolutePath();
            ProcessBuilder builder = new ProcessBuilder(script.toString(), "run", "bench")
                    .redirectErrorStream(true)
                    .redirectOutput(user.resolve("console.txt").toFile());
            builder.environment()
                    .putAll(Map.of(
                            "WLP_USER_DIR", user.toAbsolutePath().toString(),
                            "WLP_OUTPUT_DIR",
                                    user.resolve("servers").toAbsolutePath().toString(),
                            "JAVA_HOME", System.getProperty("java.home")));
            LibertyServer server = new LibertyServer(directory, port, builder.start());
            server.awaitStart(wars);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStart(War... wars) {
        try {
            await("CWWKF0011I", START);
            for (War war : wars) {
                await("CWWKZ0001I: Application " + war.name() + " started", START);
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    public URI ws(String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Deploys a WAR, waits until it has started, and returns the time between its two log lines. */
    public Duration deploy(War war) {
        int before = log().size();
        war.writeTo(dropin(war));
        return startTime(war, before);
    }

    /** Returns how long a WAR took to start, from lines of the log after a number of them. */
    public Duration startTime(War war, int skipped) {
        Instant end = await("CWWKZ000[13]I: Application " + war.name() + " ", START, skipped)
                .time();
        Instant begin = await("CWWKZ0018I: Starting application " + war.name() + "\\.", START, skipped)
                .time();
        return Duration.between(begin, end);
    }

    /** Takes a WAR out and waits until it has stopped. */
    public void undeploy(War war) {
        int before = log().size();
        try {
            Files.delete(dropin(war));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("CWWKZ0009I: The application " + war.name() + " has stopped", STOP, before);
    }

    private Path dropin(War war) {
        return directory.resolve("dropins").resolve(war.name() + ".war");
    }

    /** Sends SIGTERM, waits for the end of the process, and returns when it was sent. */
    public Instant terminate() {
        Instant sent = signal();
        awaitEnd();
        return sent;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM, and returns when. */
    public Instant signal() {
        Instant sent = Instant.now();
        process.destroy();
        return sent;
    }

    /** Waits for the end of the process, and returns when it came. */
    public Instant awaitEnd() {
        Instant end = ended.orTimeout(STOP.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(late -> Instant.MAX)
                .join();
        if (end.equals(Instant.MAX)) {
            throw new IllegalStateException("the server still runs " + STOP + " after SIGTERM: " + directory);
        }
        return end;
    }

    public List<LogLine> log() {
        Path log = directory.resolve("logs/messages.log");
        try {
            return Files.exists(log) ? LogLine.parse(Files.readString(log)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LogLine await(String regex, Duration bound) {
        return await(regex, bound, 0);
    }

    private LogLine await(String regex, Duration bound, int skipped) {
        return new LogWait(this::log, regex, skipped).within(bound, () -> process.isAlive(), directory);
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    private void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
