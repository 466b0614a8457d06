// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway's jar as a process; what it writes is collected. */
final class GatewayProcess implements AutoCloseable {

    private static final long BOUND_SECONDS = 30;

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final Thread reader;

    /** Collects the properties. */
    static final class Builder {

        private final Path directory;
        private final List<String> command = new ArrayList<>();

        Builder(Path directory) {
            this.directory = directory;
            if (Files.isExecutable(Path.of("/usr/bin/env"))) {
                // A background shell lets its children ignore INT, and the JVM then leaves it ignored.
                command.addAll(List.of("/usr/bin/env", "--default-signal=INT,TERM"));
            }
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Dio.netty.leakDetection.level=paranoid");
        }

        Builder with(String property, String value) {
            command.add("-D" + property + "=" + value);
            return this;
        }

        GatewayProcess start() throws IOException {
            GatewayProcess started = startUnread();
            started.reader.start();
            return started;
        }

        /** Starts it, and reads nothing of what it writes. */
        GatewayProcess startUnread() throws IOException {
            command.add("-jar");
            command.add(Path.of(System.getProperty("basedir", ""), "target", "gracehub-gateway.jar")
                    .toAbsolutePath()
                    .toString());
            return new GatewayProcess(new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start());
        }
    }

    private GatewayProcess(Process process) {
        this.process = process;
        reader = new Thread(this::read, "gateway-output");
        reader.setDaemon(true);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.append(line).append('\n');
                    output.notifyAll();
                }
            }
        } catch (IOException ended) {
            // with the process
        }
    }

    /** Waits for a line that contains this. */
    String line(String part) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        synchronized (output) {
            while (true) {
                for (String line : output.toString().split("\n", -1)) {
                    if (line.contains(part)) {
                        return line;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("no " + part + " in:\n" + output);
                }
                output.wait(Math.min(left, 1000));
            }
        }
    }

    /** The URL that stands in a line after this. */
    static String url(String line, String before) {
        int start = line.indexOf(before) + before.length();
        return line.substring(start, line.indexOf(',', start));
    }

    String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it has not ended:\n" + output);
        }
        reader.join(TimeUnit.SECONDS.toMillis(BOUND_SECONDS));
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
