// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gracehub.gateway.config.GatewaySettings;
import io.gracehub.gateway.connection.ClientSide;
import io.gracehub.gateway.connection.ServerSide;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @TempDir
    private static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void make() {
        certificates = new Certificates(folder);
    }

    private static Rig rig(RawServer... servers) {
        return new Rig(
                Rig.BOUNDS,
                Tls.towardsClients(new GatewaySettings.Tls(certificates.certificate, certificates.key)),
                new GatewaySettings.ServerTls(Optional.of(certificates.certificate)),
                servers);
    }

    private static Peer connect(Rig rig) throws Exception {
        SSLSocket socket = (SSLSocket)
                certificates.context().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), rig.port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        return new Peer(socket, true);
    }

    @Test
    void webSocket_overTlsOnBothSides_isRelayedAndMoved() throws Exception {
        try (RawServer from = new RawServer("127.0.0.1", certificates.context());
                RawServer to = new RawServer("localhost", certificates.context());
                Rig rig = rig(from, to);
                Peer client = connect(rig)) {
            client.send(Rig.request("/chat"));
            Peer session = from.accept();
            String request = session.head();
            assertThat(request).contains("\r\nX-Forwarded-Proto: https\r\n");
            session.send(RawServer.answer(request));
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
            RecordingEvents events = rig.events();
            client.text("a");
            assertThat(session.readText()).isEqualTo("a");
            byte[] large = new byte[3 << 20];
            Thread sender = new Thread(() -> session.send(session.frame(true, 2, large)));
            sender.start();
            assertThat(client.read().payload()).hasSize(large.length);
            sender.join();
            events.ask(ClientSide::hold);
            assertThat(events.next("held")).isEqualTo(1L);
            client.text("b");
            events.ask(side -> side.dial(to.server));
            Thread answering = new Thread(() -> {
                Peer next = to.acceptWebSocket();
                next.text(next.readText() + " moved");
            });
            answering.start();
            ClientSide.Dialing dialing = (ClientSide.Dialing) events.next("dialed");
            events.ask(side -> dialing.open("c", "t"));
            ServerSide arrived = (ServerSide) events.next("arrived");
            events.ask(side -> side.attach(arrived));
            assertThat(client.readText()).isEqualTo("b moved");
            answering.join();
            client.reset();
            events.next("clientGone");
        }
    }

    @Test
    void engine_onEitherSide_speaksNothingOlderThanTls12() {
        SslContext clients = Tls.towardsClients(new GatewaySettings.Tls(certificates.certificate, certificates.key));
        SslContext servers = Tls.towardsServers(new GatewaySettings.ServerTls(Optional.empty()));

        for (SslContext each : List.of(clients, servers)) {
            assertThat(each.newEngine(UnpooledByteBufAllocator.DEFAULT).getEnabledProtocols())
                    .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
        }
    }

    @Test
    void server_thatIsNotTrusted_isNotUsed(@TempDir Path other) throws Exception {
        try (RawServer foreign = new RawServer("127.0.0.1", new Certificates(other).context());
                Rig rig = rig(foreign);
                Peer client = connect(rig)) {
            client.send(Rig.request("/chat"));
            CompletableFuture<Boolean> told =
                    CompletableFuture.supplyAsync(() -> foreign.accept().readable());
            assertThat(client.head()).startsWith("HTTP/1.1 503 ");
            assertThat(told.get()).isFalse();
        }
    }

    @Test
    void server_whoseNameIsNotInItsCertificate_isNotUsed() throws Exception {
        try (RawServer named = new RawServer("127.0.0.2", certificates.context());
                Rig rig = rig(named);
                Peer client = connect(rig)) {
            client.send(Rig.request("/chat"));
            CompletableFuture<Boolean> told =
                    CompletableFuture.supplyAsync(() -> named.accept().readable());
            assertThat(client.head()).startsWith("HTTP/1.1 503 ");
            assertThat(told.get()).isFalse();
        }
    }

    @Test
    void key_ofAnotherCertificate_isRefusedAtStart(@TempDir Path other) {
        Path foreign = new Certificates(other).key;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.towardsClients(new GatewaySettings.Tls(certificates.certificate, foreign)))
                .withMessageContaining(foreign.toString())
                .withMessageContaining("certificate");
    }

    @Test
    void files_thatAreOfNoUse_areNamed() throws Exception {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        Path missing = folder.resolve("missing.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.towardsClients(new GatewaySettings.Tls(missing, certificates.key)))
                .withMessageContaining("missing.pem")
                .withMessageContaining("certificate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.towardsClients(new GatewaySettings.Tls(certificates.certificate, nonsense)))
                .withMessageContaining("nonsense.pem")
                .withMessageContaining("PKCS#8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.towardsServers(new GatewaySettings.ServerTls(Optional.of(nonsense))))
                .withMessageContaining("nonsense.pem");
    }
}
