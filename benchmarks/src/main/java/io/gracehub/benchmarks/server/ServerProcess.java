// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.server;

import io.gracehub.benchmarks.process.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the process of every server has: a port on the loopback interface, a log, and an end. */
final class ServerProcess {

    static final Duration START = Duration.ofMinutes(2);
    static final Duration STOP = Duration.ofMinutes(1);

    private final Path log;
    private final int port;
    private final Process process;
    private final CompletableFuture<Instant> ended;
    private final Thread killer = new Thread(this::kill, "kill-server");

    private ServerProcess(Process process, int port, Path log) {
        this.log = log;
        this.port = port;
        this.process = process;
        ended = process.onExit().thenApply(end -> Instant.now());
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts it; what it writes to its console goes to a file. */
    static ServerProcess start(ProcessBuilder command, Path console, int port, Path log) {
        command.redirectErrorStream(true).redirectOutput(console.toFile());
        try {
            return new ServerProcess(command.start(), port, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI at(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the process of its JVM, which may be one that a script has started. */
    long jvm() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(each -> each.info().command().orElse("").endsWith("/java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no JVM runs: " + log));
    }

    Usage usage() {
        return Usage.ofAll(process.toHandle());
    }

    Instant signal() {
        Instant sent = Instant.now();
        process.destroy();
        return sent;
    }

    Instant awaitEnd() {
        Instant end = ended.orTimeout(STOP.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(late -> Instant.MAX)
                .join();
        if (end.equals(Instant.MAX)) {
            throw new IllegalStateException("the server still runs " + STOP + " after SIGTERM: " + log);
        }
        return end;
    }

    List<LogLine> log() {
        try {
            return Files.exists(log) ? LogLine.parse(Files.readString(log)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line of the log after a number of them. */
    LogLine await(String regex, Duration bound, int skipped) {
        return new LogWait(this::log, regex, skipped).within(bound, process::isAlive, log);
    }

    void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    private void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join(); // it may have thousands of sockets to close
    }
}
