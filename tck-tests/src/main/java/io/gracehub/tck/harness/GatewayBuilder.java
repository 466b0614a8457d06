// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a gateway is started with. */
public final class GatewayBuilder {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<String> servers = new ArrayList<>();
    private final Map<String, String> properties = new TreeMap<>();
    private final Map<String, String> env = new TreeMap<>();
    private Path log = Path.of("");

    GatewayBuilder() {}

    /** Adds a server: its base URL with the context root. */
    public GatewayBuilder server(String url) {
        servers.add(url);
        return this;
    }

    /** Sets a property. */
    public GatewayBuilder property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** Sets an environment variable. */
    public GatewayBuilder env(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    /** Sets environment variables. */
    public GatewayBuilder env(Map<String, String> variables) {
        env.putAll(variables);
        return this;
    }

    /** Sets the file that it logs to, in place of a new one under {@code target/}. */
    public GatewayBuilder log(Path file) {
        log = file;
        return this;
    }

    /** Starts the gateway and waits until it lives; it need not be ready. */
    public GatewayProcess start() {
        int port = Ports.free();
        int adminPort = Ports.free();
        properties.put("gracehub.gateway.host", "127.0.0.1");
        properties.put("gracehub.gateway.port", Integer.toString(port));
        properties.put("gracehub.gateway.admin.port", Integer.toString(adminPort));
        if (!servers.isEmpty()) {
            properties.put("gracehub.gateway.servers", String.join(",", servers));
        }
        Path output = log.toString().isEmpty() ? output() : log;
        GatewayProcess gateway = new GatewayProcess(launch(output), output, port, adminPort);
        try {
            gateway.awaitStarted();
        } catch (Throwable failure) {
            gateway.close();
            throw failure;
        }
        return gateway;
    }

    private Process launch(Path output) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/env"))) {
            // A background shell lets its children ignore INT, and the JVM then leaves it ignored.
            command.addAll(List.of("/usr/bin/env", "--default-signal=INT,TERM"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dio.netty.leakDetection.level=paranoid"));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar().toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().putAll(env);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("gracehub.tck.gateway", "target/lib/gracehub-gateway.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("gracehub.tck.gateway is " + jar.toAbsolutePath()
                    + ", which is no file; run through Maven's verify");
        }
        return jar.toAbsolutePath();
    }

    private static Path output() {
        Path directory = Path.of(System.getProperty("gracehub.tck.servers", "target/servers"));
        String name = "gateway-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".txt";
        try {
            return Files.createDirectories(directory).resolve(name).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
