// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A process that does not outlive the tests: it is killed with all that it started. */
final class ChildProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final Supplier<String> tail;
    private final Thread killer;

    /**
     * Takes a process over.
     *
     * @param tail what to show of it when something fails
     */
    ChildProcess(String name, Process process, Supplier<String> tail) {
        this.name = name;
        this.process = process;
        this.tail = tail;
        killer = new Thread(this::kill, "kill-" + name);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    int exitValue() {
        return process.exitValue();
    }

    void signal(String signal) {
        CommandResult result =
                Commands.run(Bound.SOON, Map.of(), List.of("kill", "-" + signal, Long.toString(process.pid())));
        if (result.exitCode() != 0) {
            throw new AssertionError("kill -" + signal + ": " + result.output());
        }
    }

    /** Waits for the end of the process and returns its exit code. */
    int exitCode(Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " still runs after " + bound + "\n" + tail.get());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    private void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
