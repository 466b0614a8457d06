// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.benchmarks.wire.EchoServer;
import io.gracehub.benchmarks.wire.WireClients;
import org.junit.jupiter.api.Test;

class PingPongClientsTest {

    @Test
    void round_whenTheServerEchoes_countsEachMessageOnce() {
        try (EchoServer server = new EchoServer();
                WireClients wire = new WireClients();
                PingPongClients clients = new PingPongClients(wire, server.address(), 3)) {
            assertThat(clients.round(100).micros().count()).isEqualTo(100);
            assertThat(clients.round(50).micros().count()).isEqualTo(50);
        }
    }
}
