// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The clients of one endpoint that echoes. */
public final class EchoClients {

    private static final Duration BOUND = Duration.ofMinutes(2);

    private final List<EchoClient> all = new ArrayList<>();

    public EchoClients(Clients clients, URI address, int count) {
        for (int i = 0; i < count; i++) {
            EchoClient client = new EchoClient();
            clients.connect(address, client);
            all.add(client);
        }
        all.forEach(client ->
                client.open().orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join());
    }

    /** Sends messages and waits for all echoes. */
    public Round.Result round(int messages) {
        Round round = new Round(messages);
        all.forEach(client -> client.join(round));
        return round.result().orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
    }
}
