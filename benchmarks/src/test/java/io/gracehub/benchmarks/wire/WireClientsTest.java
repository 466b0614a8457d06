// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireClientsTest {

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final WireListener listener = new WireListener() {
        @Override
        public void received(ByteBuf in, int length) {
            text.complete(in.toString(in.readerIndex(), length, StandardCharsets.US_ASCII));
        }

        @Override
        public void ended(String why) {
            end.complete(why);
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 64, 125, 126, 127, 1_000, 60_000})
    void send_whenTheServerEchoes_comesBackAsItWas(int length) {
        String sent = "abcdefghijklm".repeat(5_000).substring(0, length);
        try (EchoServer server = new EchoServer();
                WireClients clients = new WireClients()) {
            WireConnection connection = open(clients, server.address());
            clients.thread()
                    .execute(() -> connection.send(WireConnection.text(sent.getBytes(StandardCharsets.US_ASCII))));
            assertThat(text.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(sent);
        }
    }

    @Test
    void close_whenOpen_endsAsTheClientsOwn() {
        try (EchoServer server = new EchoServer();
                WireClients clients = new WireClients()) {
            WireConnection connection = open(clients, server.address());
            clients.thread().execute(connection::close);
            assertThat(end.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("closed by the client");
        }
    }

    @Test
    void ended_whenTheServerGoes_saysSo() {
        try (WireClients clients = new WireClients()) {
            try (EchoServer server = new EchoServer()) {
                open(clients, server.address());
            }
            assertThat(end.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("cut off without a Close frame");
        }
    }

    @Test
    void open_whenRefused_failsWithTheAnswer() {
        try (EchoServer server = new EchoServer();
                WireClients clients = new WireClients()) {
            URI link = server.address().resolve("/gracehub/link");
            assertThatThrownBy(() -> open(clients, link)).hasMessageContaining("404");
            assertThat(end).isNotDone();
        }
    }

    @Test
    void open_whenNobodyAnswers_isGivenUpAndItsConnectionClosed() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WireClients clients = new WireClients()) {
            mute.setSoTimeout(20_000);
            URI address = URI.create("ws://127.0.0.1:" + mute.getLocalPort() + "/");
            CompletableFuture<WireConnection> opening = clients.open(address, listener, Duration.ofMillis(100));
            try (Socket accepted = mute.accept()) {
                accepted.setSoTimeout(20_000);
                assertThatThrownBy(() -> opening.orTimeout(20, TimeUnit.SECONDS).join())
                        .hasMessageContaining("no answer within PT0.1S");
                assertThatCode(() -> accepted.getInputStream().readAllBytes())
                        .as("the end comes")
                        .doesNotThrowAnyException();
            }
            assertThat(end).isNotDone();
        }
    }

    private WireConnection open(WireClients clients, URI address) {
        return clients.open(address, listener).orTimeout(20, TimeUnit.SECONDS).join();
    }
}
