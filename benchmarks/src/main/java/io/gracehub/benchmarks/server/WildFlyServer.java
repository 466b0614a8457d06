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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One WildFly process with the configuration that WildFly comes with, and a base directory of its own. */
final class WildFlyServer implements Server {

    private final ServerProcess process;

    private WildFlyServer(ServerProcess process) {
        this.process = process;
    }

    /** As {@link Server.Kind#startAt}. */
    static WildFlyServer startAt(int port, Path target, String name, List<String> jvmOptions, War war) {
        Path home = home(target);
        Path base = target.resolve("servers")
                .resolve(name + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime())
                .toAbsolutePath();
        prepare(home, base, war);
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/standalone.sh").toAbsolutePath().toString(),
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + Ports.free(),
                "-Djboss.management.http.port=" + Ports.free()));
        command.addAll(jvmOptions);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LAUNCH_JBOSS_IN_BACKGROUND", "true"); // else the script keeps SIGTERM to itself
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        ServerProcess process =
                ServerProcess.start(builder, base.resolve("console.txt"), port, base.resolve("log/server.log"));
        WildFlyServer server = new WildFlyServer(process);
        try {
            process.await("WFLYSRV0025", ServerProcess.START, 0);
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
        return server;
    }

    private static Path home(Path target) {
        try (Stream<Path> unpacked = Files.list(target.resolve("wildfly"))) {
            return unpacked.findFirst().orElseThrow();
        } catch (IOException | RuntimeException missing) {
            throw new IllegalArgumentException(
                    "no WildFly in " + target.resolve("wildfly") + ": add -Pbench-wildfly, which unpacks it", missing);
        }
    }

    private static void prepare(Path home, Path base, War war) {
        Path configuration = home.resolve("standalone/configuration");
        try (Stream<Path> files = Files.list(configuration)) {
            Files.createDirectories(base.resolve("configuration"));
            Files.createDirectories(base.resolve("deployments"));
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, base.resolve("configuration").resolve(file.getFileName()));
            }
            war.writeTo(base.resolve("deployments").resolve(war.name() + ".war"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
