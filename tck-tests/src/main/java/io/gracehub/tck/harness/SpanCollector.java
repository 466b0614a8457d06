// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes the spans that a server exports with OTLP over HTTP, and keeps those of the library. */
public final class SpanCollector implements AutoCloseable {

    private final HttpServer http;
    private final List<CollectedSpan> spans = new CopyOnWriteArrayList<>();

    /** Listens on a free port. */
    public SpanCollector() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/v1/traces", this::take);
        http.start();
    }

    /** Returns the address for {@code otel.exporter.otlp.endpoint}. */
    public String endpoint() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Takes an {@code ExportTraceServiceRequest}. */
    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (ProtoMessage resource : ProtoMessage.parse(body(exchange)).messages(1)) {
                for (ProtoMessage scope : resource.messages(2)) {
                    if (scope.messages(1).stream()
                            .anyMatch(known -> known.text(1).equals("io.gracehub"))) {
                        scope.messages(2).forEach(span -> spans.add(CollectedSpan.of(span)));
                    }
                }
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream sent = exchange.getRequestBody();
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return (gzip ? new GZIPInputStream(sent) : sent).readAllBytes();
    }

    /** Waits for the drain of an outcome, and returns its trace; its own span is exported last. */
    public List<CollectedSpan> awaitDrain(String outcome, Duration bound) {
        Bound.await(
                bound,
                () -> "no drain " + outcome + " in " + spans,
                () -> drain(outcome).isPresent());
        String trace = drain(outcome).orElseThrow().trace();
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private Optional<CollectedSpan> drain(String outcome) {
        return spans.stream()
                .filter(span -> outcome.equals(span.attributes().get("gracehub.outcome")))
                .findFirst();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
