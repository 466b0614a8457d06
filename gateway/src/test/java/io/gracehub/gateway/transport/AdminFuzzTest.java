// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.admin.Actions;
import io.gracehub.gateway.admin.AdminNames;
import io.gracehub.gateway.admin.ControlToken;
import io.gracehub.gateway.admin.Gauges;
import io.gracehub.gateway.admin.Health;
import io.gracehub.gateway.admin.Metrics;
import io.gracehub.gateway.admin.Pages;
import io.gracehub.gateway.admin.Status;
import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.frame.Pieces;
import io.gracehub.gateway.loop.ManualLoop;
import io.gracehub.gateway.migration.Migrations;
import io.gracehub.gateway.migration.Rebalancing;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What may come to the admin port. */
class AdminFuzzTest {

    private static final Set<Integer> STATUSES = Set.of(100, 200, 400, 401, 404, 405, 409, 413, 417, 421, 503);

    private final Logger logger = Logger.getLogger("io.gracehub.gateway");
    private final FakeGateway gateway = new FakeGateway();
    private final Pages pages = gateway.pages();

    @BeforeEach
    void hush() {
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void speak() {
        logger.setUseParentHandlers(true);
    }

    /** The first byte says how it is cut. */
    @FuzzTest
    void requests_cutAnywhere_areAnsweredAsTheWhole_andActOnlyWithTheToken(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        List<Integer> whole = answers(List.of(stream));
        assertThat(answers(Pieces.of(stream, bytes[0] & 0xFF))).isEqualTo(whole);
    }

    private List<Integer> answers(List<byte[]> pieces) {
        gateway.begin();
        Watch watch = new Watch();
        PipedChannel client = new PipedChannel(AdminServer.handlers(pages));
        client.pipeline().addBefore(client.pipeline().lastContext().name(), null, watch);
        pieces.forEach(client::receive);
        gateway.loop.pass(Duration.ofMinutes(1)); // whoever waits is answered in time
        List<StrictHttp.Message> answers = StrictHttp.answers(client.sent(), watch.methods);
        assertThat(answers).allMatch(answer -> STATUSES.contains(answer.status()));
        answers.forEach(AdminFuzzTest::check);
        if (!watch.trusted) {
            assertThat(answers).noneMatch(answer -> answer.status() == 409);
            assertThat(gateway.servers.all()).noneMatch(server -> server.cordoned());
        }
        client.end();
        return answers.stream().map(StrictHttp.Message::status).toList();
    }

    private static void check(StrictHttp.Message answer) {
        if (answer.values("Content-Type").contains("application/json; charset=utf-8")
                && !answer.body().isEmpty()) {
            String text = new String(answer.body().getBytes(ISO_8859_1), UTF_8);
            try (JsonReader reader = Json.createReader(new StringReader(text))) {
                assertThat(reader.readObject().containsKey("error")).isEqualTo(answer.status() / 100 == 4);
            }
        }
    }

    /** Sees the requests as they come. */
    private static final class Watch extends ChannelInboundHandlerAdapter {

        private final List<String> methods = new ArrayList<>();
        private boolean trusted;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request) {
                methods.add(request.method().name());
                trusted |= request.headers().get("Authorization", "").matches("(?i)bearer (.|\\s)*t0k\\s*");
            }
            ctx.fireChannelRead(message);
        }
    }

    /** A gateway with two servers. */
    private static final class FakeGateway implements Gauges, Health.Readiness {

        private final ManualLoop loop = new ManualLoop();
        private final Servers servers = new Servers();
        private final Migrations migrations = new Migrations(servers, loop, 1);
        private final Traffic traffic = new Traffic();

        Pages pages() {
            servers.add(new ServerAddress(false, "10.0.0.1", 9080, "/chat"));
            servers.add(new ServerAddress(false, "10.0.0.2", 9080, "/chat"));
            Rebalancing rebalancing = new Rebalancing(servers, migrations, loop, new Rebalancing.Pace(false, 20));
            Status status = new Status(this, migrations, rebalancing, true);
            return new Pages(
                    new Health(servers, migrations.connections(), this),
                    new Metrics(this),
                    new Actions(this, migrations, rebalancing, status, loop),
                    new Pages.Access(new ControlToken(Optional.of("t0k")), new AdminNames("127.0.0.1", List.of("h"))));
        }

        /** As if nobody had asked for anything. */
        void begin() {
            for (Server server : servers.all()) {
                servers.enter(server, ServerState.READY);
                servers.cordon(server, false);
            }
        }

        @Override
        public Servers servers() {
            return servers;
        }

        @Override
        public Connections connections() {
            return migrations.connections();
        }

        @Override
        public Traffic traffic() {
            return traffic;
        }

        @Override
        public int clientConnections() {
            return 0;
        }

        @Override
        public int httpExchanges() {
            return 0;
        }

        @Override
        public int moving() {
            return 0;
        }

        @Override
        public int waiting() {
            return 0;
        }

        @Override
        public boolean draining() {
            return false;
        }

        @Override
        public void asked(boolean ready) {}
    }
}
