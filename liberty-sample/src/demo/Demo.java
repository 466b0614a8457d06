// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A gateway, a server behind it, and a page with two people who chat. A button restarts the server as Kubernetes does
 * with {@code maxUnavailable: 0}: the next one is started first, then the old one gets SIGTERM. Run by
 * {@code -Pdemo}; ended with Ctrl-C.
 */
public final class Demo {

    private static final int GATEWAY = 8080;
    private static final int ADMIN = 9000;
    private static final int PAGE = 8090;
    private static final int[] PORTS = {9081, 9082};
    private static final Duration START = Duration.ofMinutes(2);
    private static final String SECRET = "a secret of this demo only";
    private static final String TOKEN = "demo"; // the page tells it: the port is open to this machine alone

    private final Path wlp;
    private final Path work;
    private final Path gatewayJar;
    private final Path html;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ExecutorService restarts = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "restarts");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Server> servers = new CopyOnWriteArrayList<>();
    private final List<Process> processes = new CopyOnWriteArrayList<>();
    private volatile boolean busy = true;
    private int started;

    private static final class Server {
        final String name;
        final int port;
        final Process process;
        volatile String state = "starting";

        Server(String name, int port, Process process) {
            this.name = name;
            this.port = port;
            this.process = process;
        }
    }

    private Demo(Path wlp, Path work, Path gatewayJar, Path html) {
        this.wlp = wlp;
        this.work = work;
        this.gatewayJar = gatewayJar;
        this.html = html;
    }

    public static void main(String[] arguments) throws Exception {
        Demo demo = new Demo(
                Path.of(arguments[0]).toAbsolutePath(),
                Path.of(arguments[1]).toAbsolutePath(),
                Path.of(arguments[2]).toAbsolutePath(),
                Path.of(arguments[3]).toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(demo::end, "end"));
        demo.run();
    }

    private void run() throws Exception {
        servePage();
        startGateway();
        serve(start());
        say("Open http://localhost:" + PAGE + "/ in a browser; Ctrl-C here ends the demo.");
        busy = false;
        Thread.currentThread().join();
    }

    private void startGateway() throws IOException {
        String addresses = Stream.of(PORTS[0], PORTS[1])
                .map(port -> "http://127.0.0.1:" + port + "/")
                .collect(Collectors.joining(","));
        launch(
                "gateway",
                Map.of(
                        "GRACEHUB_GATEWAY_HOST", "127.0.0.1",
                        "GRACEHUB_GATEWAY_PORT", Integer.toString(GATEWAY),
                        "GRACEHUB_GATEWAY_ADMIN_PORT", Integer.toString(ADMIN),
                        "GRACEHUB_CONTROL_TOKEN", TOKEN,
                        "GRACEHUB_GATEWAY_SERVERS", addresses,
                        "GRACEHUB_LINK_SECRET", SECRET),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                gatewayJar.toString());
        say("The gateway is at http://localhost:" + GATEWAY + "/, its dashboard at http://localhost:" + ADMIN
                + "/ (token: " + TOKEN + ").");
    }

    /** Starts the next server: a copy of the sample's, at the port that is free. */
    private Server start() throws IOException {
        int number = ++started;
        int port = PORTS[number % PORTS.length];
        Path directory = work.resolve("chat-" + number);
        copy(wlp.resolve("usr/servers/chat"), directory.resolve("servers/chat"));
        Process process = launch(
                "chat-" + number,
                Map.of(
                        "WLP_USER_DIR", directory.toString(),
                        "HTTP_HOST", "127.0.0.1",
                        "HTTP_PORT", Integer.toString(port),
                        "GRACEHUB_SERVER_NAME", "chat-" + number,
                        "GRACEHUB_SERVER_REVISION", Integer.toString(number),
                        "GRACEHUB_SHUTDOWN_MODE", "migrate-clients",
                        "GRACEHUB_SHUTDOWN_TIMEOUT", "15s",
                        "GRACEHUB_LINK_SECRET", SECRET),
                wlp.resolve("bin/server").toString(),
                "run",
                "chat");
        Server server = new Server("chat-" + number, port, process);
        servers.add(server);
        say(server.name + " starts.");
        return server;
    }

    /** Waits until a server is ready. */
    private void serve(Server server) throws InterruptedException {
        long until = System.nanoTime() + START.toNanos();
        while (!ready(server)) {
            if (System.nanoTime() > until || !server.process.isAlive()) {
                throw new IllegalStateException(
                        server.name + " is not ready: see " + work.resolve(server.name + ".log"));
            }
            Thread.sleep(250);
        }
        server.state = "serving";
        say(server.name + " is ready.");
    }

    private boolean ready(Server server) throws InterruptedException {
        try {
            HttpRequest asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port + "/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(asked, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void restart() {
        try {
            Server old = servers.get(servers.size() - 1);
            serve(start());
            old.state = "stopping";
            say(old.name + " gets SIGTERM.");
            long begun = System.nanoTime();
            old.process.destroy();
            if (!old.process.waitFor(1, TimeUnit.MINUTES)) {
                say(old.name + " did not stop within a minute.");
                return;
            }
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            servers.remove(old);
            say(old.name + " has stopped after " + millis + " ms, with exit code " + old.process.exitValue() + ".");
        } catch (IOException | InterruptedException | IllegalStateException failed) {
            say("Not restarted: " + failed.getMessage());
        } finally {
            busy = false;
        }
    }

    private Process launch(String name, Map<String, String> environment, String... command) throws IOException {
        Files.createDirectories(work);
        File output = work.resolve(name + ".log").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void say(String what) {
        String line = LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + "  " + what;
        log.add(line);
        System.out.println(line);
    }

    private void end() {
        processes.forEach(Process::destroy);
    }

    // ---- the page ----

    private void servePage() throws IOException {
        HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), PAGE), 0);
        page.createContext("/", exchange -> answer(exchange, "text/html", Files.readString(html)
                .replace("GATEWAY", "http://localhost:" + GATEWAY)
                .replace("DASHBOARD", "http://localhost:" + ADMIN)
                .replace("TOKEN", TOKEN)));
        page.createContext("/status", exchange -> answer(exchange, "application/json", status()));
        page.createContext("/restart", exchange -> {
            boolean asked = exchange.getRequestMethod().equals("POST") && fromHere(exchange);
            if (asked && !busy) {
                busy = true;
                restarts.execute(this::restart);
            }
            answer(exchange, "application/json", status());
        });
        page.start();
    }

    /** Another site's page in the same browser must not restart anything. */
    private static boolean fromHere(HttpExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return origin == null || origin.equals("http://localhost:" + PAGE) || origin.equals("http://127.0.0.1:" + PAGE);
    }

    private String status() {
        String known = servers.stream()
                .map(server -> "{\"name\":\"" + server.name + "\",\"state\":\"" + server.state + "\"}")
                .collect(Collectors.joining(","));
        String lines = log.stream()
                .map(line -> "\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(","));
        return "{\"busy\":" + busy + ",\"servers\":[" + known + "],\"log\":[" + lines + "]}";
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(path -> !path.toString().contains("workarea") && !path.toString().contains("/logs"))
                    .forEach(path -> copyOne(path, to.resolve(from.relativize(path).toString())));
        }
    }

    private static void copyOne(Path from, Path to) {
        try {
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
