// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import io.gracehub.tck.server.Layout;
import io.gracehub.tck.server.ServerHome;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How one server is started, the first time and again.
 *
 * @param directory where its output and what its WARs trace go
 * @param port of its applications
 * @param variables of its environment, beside those of its kind
 * @param apps the names of the WARs that it starts with
 * @param silent whether its log may stay empty
 */
record ServerLaunch(
        ServerHome home, Path directory, int port, Map<String, String> variables, List<String> apps, boolean silent) {

    ServerLaunch {
        variables = Map.copyOf(variables);
        apps = List.copyOf(apps);
    }

    static Path trace(Path directory) {
        return directory.resolve("trace.txt");
    }

    Path trace() {
        return trace(directory);
    }

    Path console() {
        return Layout.console(directory);
    }

    Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(home.environment());
        all.put("JAVA_HOME", System.getProperty("java.home"));
        return all;
    }

    /** Starts the process and waits until it and its WARs have started. */
    Server start() {
        Server server = begin();
        try {
            if (silent) {
                server.awaitAnswers();
            } else {
                server.awaitReady();
                apps.forEach(app -> server.awaitStarted(0, app));
            }
        } catch (Throwable failure) {
            server.close();
            throw failure;
        }
        return server;
    }

    private Server begin() {
        try {
            setAside(home.log());
            return new Server(this, command().start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an earlier process wrote stays beside it. */
    private static void setAside(Path log) throws IOException {
        if (Files.exists(log)) {
            long written = Files.getLastModifiedTime(log).toMillis();
            Files.move(log, log.resolveSibling(log.getFileName() + "." + written));
        }
    }

    private ProcessBuilder command() throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/env"))) {
            // A background shell lets its children ignore INT, and the JVM then leaves it ignored.
            command.addAll(List.of("/usr/bin/env", "--default-signal=INT,TERM"));
        }
        command.addAll(home.startCommand());
        File console = console().toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null")) // some read passwords there, and would wait
                .redirectErrorStream(true)
                .redirectOutput(console);
        builder.environment().putAll(environment());
        builder.environment().putAll(variables);
        return builder;
    }
}
