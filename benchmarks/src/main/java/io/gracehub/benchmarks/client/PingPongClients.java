// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import io.gracehub.benchmarks.wire.WireClients;
import io.gracehub.benchmarks.wire.WireConnection;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Clients that saturate what echoes them: each always has one message under way. */
public final class PingPongClients implements AutoCloseable {

    private static final int BYTES = 64;
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final WireClients clients;
    private final ByteBuf frame = WireConnection.text("m".repeat(BYTES).getBytes(StandardCharsets.US_ASCII));
    private final List<PingPongClient> all;
    private final List<WireConnection> connections;

    public PingPongClients(WireClients clients, URI address, int count) {
        this.clients = clients;
        all = Stream.generate(() -> new PingPongClient(frame, BYTES))
                .limit(count)
                .toList();
        connections = clients.open(List.of(address), all);
    }

    /** Sends messages and waits for all echoes. */
    public Round.Result round(int messages) {
        Round round = clients.ask(() -> begun(messages));
        return round.result().orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
    }

    private Round begun(int messages) {
        Round round = new Round(messages);
        for (int i = 0; i < all.size(); i++) {
            all.get(i).join(connections.get(i), round);
        }
        return round;
    }

    @Override
    public void close() {
        clients.thread().execute(() -> connections.forEach(WireConnection::close));
    }
}
