// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own that runs {@link SignalledProcess}, and gets real signals. */
final class ChildJvm implements AutoCloseable {

    private static final String END = "(end of the output)";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** @param before words of the command before {@code java} */
    ChildJvm(List<String> before, List<String> options, String... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), SignalledProcess.class.getName()));
        command.addAll(List.of(args));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(this::read, "output of the child");
        reader.setDaemon(true);
        reader.start();
    }

    /** Sends a signal, as {@code kill} does. */
    void signal(String name) throws IOException, InterruptedException {
        int result = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (result != 0) {
            throw new AssertionError("kill -" + name + " ended with " + result);
        }
    }

    /** Returns the next line of the output. */
    String line() throws InterruptedException {
        String next = lines.poll(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
        return next == null ? "(no line in " + FakeApplication.BOUND_SECONDS + " s)" : next;
    }

    /** Returns the lines up to the end of the process. */
    List<String> rest() throws InterruptedException {
        List<String> rest = new ArrayList<>();
        for (String next = line(); !next.startsWith("("); next = line()) {
            rest.add(next);
        }
        return rest;
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | RuntimeException closed) {
            lines.add("(" + closed + ")");
        }
        lines.add(END);
    }

    private static String classPath() {
        Stream<Class<?>> ours = Stream.of(Triggers.class, SignalledProcess.class);
        return String.join(
                File.pathSeparator, ours.map(ChildJvm::placeOf).distinct().toList());
    }

    private static String placeOf(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
