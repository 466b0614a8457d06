// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.gracehub.gateway.loop.ManualLoop;
import io.gracehub.gateway.migration.Migrations;
import io.gracehub.gateway.migration.Rebalancing;
import io.gracehub.gateway.server.Servers;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

    private final AdminServer server = new AdminServer();
    private FrontPort port;

    private static final class Idle implements Gauges, Health.Readiness {

        private final Servers servers = new Servers();
        private final ManualLoop loop = new ManualLoop();
        private final Migrations migrations = new Migrations(servers, loop, 1);

        Pages pages() {
            Rebalancing rebalancing = new Rebalancing(servers, migrations, loop, new Rebalancing.Pace(false, 20));
            Status status = new Status(this, migrations, rebalancing, true);
            Actions actions = new Actions(this, migrations, rebalancing, status, loop);
            return new Pages(
                    new Health(servers, connections(), this),
                    new Metrics(this),
                    actions,
                    new Pages.Access(new ControlToken(Optional.of("t")), new AdminNames("127.0.0.1", List.of("h"))));
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
            return new Traffic();
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

    @BeforeEach
    void open() throws Exception {
        port = server.open(InetAddress.getLoopbackAddress().getHostAddress(), 0, new Idle().pages());
    }

    @AfterEach
    void close() {
        port.close();
        server.close();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
    }

    /** DNS rebinding: the page of somebody else is at this port's address, under its own name. */
    @Test
    void request_ofANameThatIsNotThePorts_isRefused() throws Exception {
        try (RawHttp client = RawHttp.connect(port.port())) {
            client.send("GET /status HTTP/1.1\r\nHost: attacker.example:" + port.port() + "\r\n\r\n");
            RawHttp.Message refused = client.message();
            assertThat(refused.first()).startsWith("HTTP/1.1 421 ");
            assertThat(refused.body()).doesNotContain("servers");
            client.send("GET /status HTTP/1.1\r\nHost: h\r\nHost: localhost\r\n\r\n");
            assertThat(client.message().first()).startsWith("HTTP/1.1 400 ");
            client.send("GET /health/live HTTP/1.0\r\n\r\n");
            assertThat(client.message().first()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void requests_sentAhead_areAnsweredInOrder() throws Exception {
        try (RawHttp client = RawHttp.connect(port.port())) {
            client.send(get("/health/live") + "POST /drain HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab"
                    + get("/none"));
            client.send("GET /health/ready HTTP/1.1\r\nHo");
            assertThat(client.message().first()).startsWith("HTTP/1.1 200 ");
            assertThat(client.message().first()).startsWith("HTTP/1.1 401 ");
            assertThat(client.message().first()).startsWith("HTTP/1.1 404 ");
            client.send("st: h\r\nConnection: close\r\n\r\n");
            assertThat(client.message().first()).startsWith("HTTP/1.1 503 ");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void requests_oneAfterTheOther_areAllAnswered() throws Exception {
        try (RawHttp client = RawHttp.connect(port.port())) {
            for (int i = 0; i < 500; i++) {
                client.send(get("/health/live"));
                assertThat(client.message().first()).startsWith("HTTP/1.1 200 ");
                client.send("POST /drain HTTP/1.1\r\nContent-Length: 2\r\n\r\n").send("ab");
                assertThat(client.message().first()).startsWith("HTTP/1.1 401 ");
            }
        }
    }

    @Test
    void requests_whoseAnswersAreNotRead_areNotTaken() throws Exception {
        try (RawHttp client = RawHttp.connect(port.port())) {
            assertThat(Flood.of(client, get("/metrics"))).isLessThan(Flood.MOST);

            assertThat(client.message().first()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void request_thatIsTooLong_isRefused() throws Exception {
        try (RawHttp client = RawHttp.connect(port.port())) {
            client.send("POST /drain HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");

            assertThat(client.message().first()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void page_isInNobodysFrame_andNobodyOfAnotherOriginIsLetIn() throws Exception {
        try (RawHttp client = RawHttp.connect(port.port())) {
            client.send("""
                    OPTIONS /drain HTTP/1.1\r
                    Host: h\r
                    Origin: http://evil\r
                    Access-Control-Request-Method: POST\r
                    Access-Control-Request-Headers: authorization\r
                    \r
                    """);
            RawHttp.Message preflight = client.message();
            assertThat(preflight.first()).startsWith("HTTP/1.1 401 ");
            assertThat(preflight.headers()).noneMatch(line -> line.startsWith("Access-Control"));
            client.send("GET /status HTTP/1.1\r\nHost: h\r\nOrigin: http://evil\r\nConnection: close\r\n\r\n");
            assertThat(client.rest())
                    .contains("frame-ancestors 'none'", "nosniff")
                    .doesNotContain("Access-Control");
        }
    }
}
