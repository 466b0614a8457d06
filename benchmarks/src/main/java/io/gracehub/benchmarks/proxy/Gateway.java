// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.proxy;

import io.gracehub.benchmarks.process.ChildProcess;
import io.gracehub.benchmarks.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The gateway, a JVM with stated options. */
public final class Gateway implements Front {

    public static final String NAME = "gateway";
    public static final String SECRET = "of-the-benchmarks";

    /** Two threads as the others have, and the options of docs/gateway.md. */
    public static final List<String> JVM_OPTIONS = List.of(
            "-Xmx256m",
            "-Xmn16m",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:ActiveProcessorCount=2",
            "-XX:-UseDynamicNumberOfCompilerThreads"); // the CPU time of threads that have ended is not counted

    private final Proxy proxy;
    private final URI metrics;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Gateway(Proxy proxy, URI metrics) {
        this.proxy = proxy;
        this.metrics = metrics;
    }

    /**
     * Where the gateway is and how it runs.
     *
     * @param jar may be missing: then there is no gateway to measure
     * @param options of its JVM
     */
    public record Start(Path jar, List<String> options, Path directory) {

        public Start {
            options = List.copyOf(options);
        }
    }

    /** Starts it in front of servers, if it has been built. */
    public static Optional<Gateway> start(Start start, URI... servers) {
        if (!Files.exists(start.jar())) {
            return Optional.empty();
        }
        int port = Ports.free();
        int admin = Ports.free();
        String urls = Arrays.stream(servers).map(URI::toString).collect(Collectors.joining(","));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(start.options());
        command.add("-Dgracehub.gateway.host=127.0.0.1");
        command.add("-Dgracehub.gateway.port=" + port);
        command.add("-Dgracehub.gateway.admin.port=" + admin);
        command.add("-Dgracehub.gateway.servers=" + urls);
        command.add("-Dgracehub.link.secret=" + SECRET);
        command.addAll(List.of("-jar", start.jar().toString()));
        ChildProcess process = ChildProcess.start(start.directory().resolve("gateway.txt"), command);
        return Optional.of(
                new Gateway(new Proxy(NAME, port, process), URI.create("http://127.0.0.1:" + admin + "/metrics")));
    }

    @Override
    public Proxy proxy() {
        return proxy;
    }

    @Override
    public boolean uses(int serverPort) {
        return metrics().value("gracehub_gateway_link_up", ":" + serverPort) == 1;
    }

    @Override
    public void drain(int serverPort) {
        // the server says so
    }

    @Override
    public void admit(int serverPort) {
        // the server says so
    }

    /** Returns what its admin port tells Prometheus. */
    public Metrics metrics() {
        try {
            HttpRequest request = HttpRequest.newBuilder(metrics)
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return Metrics.parse(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
