// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Browser;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients in a page of a real browser, whose script tells this object what it sends and receives. */
final class BrowserFleet implements Fleet {

    private static final AtomicInteger FLEETS = new AtomicInteger();

    private final String name = "browser" + FLEETS.incrementAndGet();
    private final List<Ledger> ledgers;
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch paused = new CountDownLatch(2);
    private final HttpServer home;
    private final Browser browser;
    private volatile String command = "ask";

    private BrowserFleet(URI uri, int count, Manner manner) throws IOException {
        ledgers = IntStream.range(0, count)
                .mapToObj(i -> new Ledger(name + "-" + i, manner.order()))
                .toList();
        String plan = Json.createObjectBuilder()
                .add("url", uri.toString())
                .add("name", name)
                .add("clients", count)
                .add("everyMillis", manner.everyMillis())
                .build()
                .toString();
        home = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        home.createContext("/", exchange -> answer(exchange, "text/html", "<script src='clients.js'></script>"));
        home.createContext("/clients.js", exchange -> answer(exchange, "text/javascript", script()));
        home.createContext("/plan", exchange -> answer(exchange, "application/json", plan));
        home.createContext("/events", this::told);
        home.start();
        browser =
                Browser.open(URI.create("http://127.0.0.1:" + home.getAddress().getPort() + "/"));
    }

    /**
     * Connects clients, which begin to ask at once.
     *
     * @param application the context root's address
     */
    static BrowserFleet connect(URI application, int count, Manner manner) {
        try {
            BrowserFleet fleet = new BrowserFleet(URI.create(application + manner.path()), count, manner);
            if (!await(fleet.connected)) {
                fleet.close();
                throw new AssertionError("the page has not connected its clients");
            }
            return fleet;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void told(HttpExchange exchange) throws IOException {
        try (var reader = Json.createReader(exchange.getRequestBody())) {
            reader.readArray().getValuesAs(JsonArray.class).forEach(this::told);
        }
        connected.countDown();
        if (!command.equals("ask")) {
            paused.countDown(); // the first time the page only hears of it, the second time it has told all
        }
        answer(exchange, "text/plain", command);
    }

    private void told(JsonArray event) {
        Ledger ledger = ledgers.get(event.getInt(0));
        String text = event.getString(2);
        long now = System.nanoTime();
        switch (event.getString(1)) {
            case "sent" -> ledger.send(now);
            case "got" -> ledger.received(now, text);
            default -> closed(ledger, now, text);
        }
    }

    private static void closed(Ledger ledger, long now, String text) {
        int space = text.indexOf(' ');
        ledger.closed(now, Integer.parseInt(text.substring(0, space)), text.substring(space + 1));
    }

    @Override
    public List<Ledger> ledgers() {
        return ledgers;
    }

    @Override
    public void pause() {
        command = "pause";
        if (!await(paused)) {
            throw new AssertionError("the page does not report");
        }
    }

    @Override
    public void close() {
        ledgers.forEach(ledger -> ledger.leave(System.nanoTime()));
        command = "close";
        browser.close();
        home.stop(0);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(Bound.seconds(60).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String script() {
        try (InputStream script = BrowserFleet.class.getResourceAsStream("clients.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
