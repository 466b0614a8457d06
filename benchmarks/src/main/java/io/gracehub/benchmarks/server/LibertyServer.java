// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.server;

import io.gracehub.benchmarks.process.Ports;
import io.gracehub.benchmarks.process.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One Open Liberty process that takes its WARs from {@code dropins}. It is killed when it is closed. */
public final class LibertyServer implements Server {

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
    private final ServerProcess process;

    private LibertyServer(Path directory, ServerProcess process) {
        this.directory = directory;
        this.process = process;
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
            ProcessBuilder builder = new ProcessBuilder(script.toString(), "run", "bench");
            builder.environment()
                    .putAll(Map.of(
                            "WLP_USER_DIR", user.toAbsolutePath().toString(),
                            "WLP_OUTPUT_DIR",
                                    user.resolve("servers").toAbsolutePath().toString(),
                            "JAVA_HOME", System.getProperty("java.home")));
            ServerProcess process = ServerProcess.start(
                    builder, user.resolve("console.txt"), port, directory.resolve("logs/messages.log"));
            LibertyServer server = new LibertyServer(directory, process);
            server.awaitStart(wars);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStart(War... wars) {
        try {
            process.await("CWWKF0011I", ServerProcess.START, 0);
            for (War war : wars) {
                process.await("CWWKZ0001I: Application " + war.name() + " started", ServerProcess.START, 0);
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    @Override
    public URI ws(String path) {
        return process.at("ws", path);
    }

    @Override
    public URI http(String path) {
        return process.at("http", path);
    }

    /** Returns the process of its JVM, which a script has started. */
    public long jvm() {
        return process.jvm();
    }

    /** Deploys a WAR, waits until it has started, and returns the time between its two log lines. */
    public Duration deploy(War war) {
        int before = log().size();
        war.writeTo(dropin(war));
        return startTime(war, before);
    }

    /** Returns how long a WAR took to start, from lines of the log after a number of them. */
    public Duration startTime(War war, int skipped) {
        Instant end = process.await("CWWKZ000[13]I: Application " + war.name() + " ", ServerProcess.START, skipped)
                .time();
        Instant begin = process.await(
                        "CWWKZ0018I: Starting application " + war.name() + "\\.", ServerProcess.START, skipped)
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
        process.await("CWWKZ0009I: The application " + war.name() + " has stopped", ServerProcess.STOP, before);
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

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public Usage usage() {
        return process.usage();
    }

    @Override
    public Instant signal() {
        return process.signal();
    }

    @Override
    public Instant awaitEnd() {
        return process.awaitEnd();
    }

    @Override
    public List<LogLine> log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
