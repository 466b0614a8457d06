// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process with its children, all of which are killed when it is closed. */
public final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final Path output;
    private final Thread killer = new Thread(this::kill, "kill-child");

    private ChildProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts a command, whose output goes to a file. */
    public static ChildProcess start(Path output, List<String> command) {
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new ChildProcess(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what a command writes, which must end by itself within some seconds. */
    public static String outputOf(List<String> command) {
        try {
            Path file = Files.createTempFile("output", ".txt");
            try (ChildProcess child = start(file, command)) {
                if (!child.process.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("not ended after 30 s: " + command);
                }
                return Files.readString(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path output() {
        return output;
    }

    /** Returns what it and its children have used so far. */
    public Usage usage() {
        return Usage.ofAll(process.toHandle());
    }

    private List<ProcessHandle> all() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all;
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    private void kill() {
        all().forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join(); // it may have thousands of sockets to close
    }
}
