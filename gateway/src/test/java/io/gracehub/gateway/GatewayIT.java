// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.gracehub.gateway.transport.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar, as a process of its own, with real signals. */
class GatewayIT {

    private static final String READY = "GRACEHUB5800I";

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/chat/hello", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        threads.shutdownNow();
    }

    private GatewayProcess gateway(String... properties) throws IOException {
        return builder(properties).start();
    }

    private GatewayProcess.Builder builder(String... properties) {
        GatewayProcess.Builder builder = new GatewayProcess.Builder(directory)
                .with("gracehub.gateway.host", "127.0.0.1")
                .with("gracehub.gateway.port", "0")
                .with("gracehub.gateway.admin.port", "0")
                .with(
                        "gracehub.gateway.servers",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/chat")
                .with("gracehub.link.secret", "s3cret-of-the-test")
                .with("gracehub.gateway.shutdown.timeout", "5s");
        for (String property : properties) {
            builder.with(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
        }
        return builder;
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> getWhen(String url, int status) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        HttpResponse<String> answer = get(url);
        for (int i = 0; i < 100 && answer.statusCode() != status; i++) {
            assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
            answer = get(url);
        }
        return answer;
    }

    @Test
    void jar_started_proxiesAndTellsItsHealthAndMetrics() throws Exception {
        try (GatewayProcess gateway = gateway()) {
            String ready = gateway.line(READY);
            String admin = GatewayProcess.url(ready, "metrics on ");
            String clients = GatewayProcess.url(ready, "clients on ");

            assertThat(getWhen(admin + "/health/ready", 200).body())
                    .startsWith(
                            "{\"status\":\"UP\",\"checks\":[{\"name\":\"gracehub-gateway\",\"status\":\"UP\",\"data\":{");
            assertThat(get(admin + "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(clients + "/chat/hello").body()).isEqualTo("hello");
            assertThat(get(clients + "/other").statusCode()).isEqualTo(404);
            assertThat(get(admin + "/metrics").body())
                    .contains("gracehub_gateway_servers{state=\"ready\"} 1.0", "jvm_memory_used_bytes");
            assertThat(get(admin + "/other").statusCode()).isEqualTo(404);
            assertThat(gateway.output()).doesNotContain("s3cret", "Exception");
        }
    }

    @Test
    void log_thatNobodyReads_stopsNothing() throws Exception {
        int servers = 800; // each is worth a line, which together are more than a pipe takes
        int admin = freePort();
        String unreachable = IntStream.range(0, servers)
                .mapToObj(i -> "http://127.0.0.1:1/a-context-root-that-makes-the-line-long-" + i)
                .collect(Collectors.joining(","));
        try (GatewayProcess gateway = builder(
                        "gracehub.gateway.admin.port=" + admin, "gracehub.gateway.servers=" + unreachable)
                .startUnread()) {
            awaitListening(admin);
            String metrics = "http://127.0.0.1:" + admin + "/metrics";
            awaitBody(metrics, "gracehub_gateway_servers{state=\"gone\"} " + servers + ".0");

            gateway.signal("TERM");

            assertThat(gateway.exitCode()).isEqualTo(143);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void awaitListening(int port) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 300; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException notYet) {
                assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
            }
        }
        throw new AssertionError("nobody listens on " + port);
    }

    private void awaitBody(String url, String part) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        String body = get(url).body();
        for (int i = 0; i < 100 && !body.contains(part); i++) {
            assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
            body = get(url).body();
        }
        assertThat(body).contains(part);
    }

    @Test
    void sigterm_whileRunning_drainsAndExitsWith143() throws Exception {
        try (GatewayProcess gateway = gateway()) {
            String ready = gateway.line(READY);
            String admin = GatewayProcess.url(ready, "metrics on ");
            getWhen(admin + "/health/ready", 200);
            gateway.signal("TERM");
            gateway.line("GRACEHUB5700I");

            assertThat(get(admin + "/health/ready").body()).contains("\"status\":\"DOWN\"", "\"draining\":true");
            assertThat(gateway.exitCode()).isEqualTo(143);
            assertThat(gateway.output()).contains("GRACEHUB5802I").doesNotContain("Exception");
        }
    }

    @Test
    void sigint_withARequestUnderWay_waitsForItAndExitsWith130() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server.createContext("/chat/slow", exchange -> {
            asked.countDown();
            try {
                go.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        try (GatewayProcess gateway = gateway()) {
            String ready = gateway.line(READY);
            getWhen(GatewayProcess.url(ready, "metrics on ") + "/health/ready", 200);
            String clients = GatewayProcess.url(ready, "clients on ");
            var answer = http.sendAsync(
                    HttpRequest.newBuilder(URI.create(clients + "/chat/slow")).build(), BodyHandlers.ofString());
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            gateway.signal("INT");
            assertThat(getWhen(clients + "/chat/hello", 503).headers().firstValue("Retry-After"))
                    .contains("1");
            go.countDown();

            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
            assertThat(gateway.exitCode()).isEqualTo(130);
        }
    }

    @Test
    void secondSignal_duringTheShutdown_endsItAtOnce() throws Exception {
        try (GatewayProcess gateway = gateway("gracehub.gateway.shutdown.timeout=60s")) {
            String ready = gateway.line(READY);
            getWhen(GatewayProcess.url(ready, "metrics on ") + "/health/ready", 200);
            gateway.signal("TERM");
            gateway.line("GRACEHUB5700I");
            gateway.signal("INT");

            assertThat(gateway.exitCode()).isEqualTo(130);
            assertThat(gateway.output()).contains("GRACEHUB5701I");
        }
    }

    @Test
    void port_inUse_isOneMessageAndExitCode1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GatewayProcess gateway = gateway("gracehub.gateway.port=" + taken.getLocalPort())) {
            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.output().strip())
                    .isEqualTo("GRACEHUB5801E: The gateway cannot start: 127.0.0.1:" + taken.getLocalPort()
                            + " cannot be listened on: another process has it");
        }
    }

    @Test
    void badValues_areAllToldWithExitCode1() throws Exception {
        try (GatewayProcess gateway =
                gateway("gracehub.gateway.port=http", "gracehub.gateway.idle-timeout=30", "gracehub.gateway.prot=1")) {
            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.output().lines().filter(line -> line.contains("GRACEHUB5000E")))
                    .hasSize(2);
            assertThat(gateway.output().lines().filter(line -> line.contains("GRACEHUB5001W")))
                    .hasSize(1);
            assertThat(gateway.output()).doesNotContain("\tat ", "s3cret");
        }
    }

    @Test
    void renegotiation_thatAClientOfTls12AsksFor_endsItsConnection() throws Exception {
        Certificates certificates = new Certificates(directory);
        try (GatewayProcess gateway = gateway(
                        "gracehub.gateway.tls.certificate=" + certificates.certificate,
                        "gracehub.gateway.tls.key=" + certificates.key);
                SSLSocket socket =
                        (SSLSocket) certificates.context().getSocketFactory().createSocket()) {
            URI clients = URI.create(GatewayProcess.url(gateway.line(READY), "clients on "));
            socket.connect(new InetSocketAddress(clients.getHost(), clients.getPort()));
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();

            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getOutputStream().write('G');
                        socket.getInputStream().read();
                    })
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("handshake_failure");
        }
    }

    @Test
    void tlsFiles_ofNoUse_isOneMessageAndExitCode1() throws Exception {
        Path pem = java.nio.file.Files.writeString(directory.resolve("x.pem"), "not PEM");
        try (GatewayProcess gateway =
                gateway("gracehub.gateway.tls.certificate=" + pem, "gracehub.gateway.tls.key=" + pem)) {
            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.output().strip()).startsWith("GRACEHUB5801E: ").hasLineCount(1);
        }
    }
}
