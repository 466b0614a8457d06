// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.loop.ManualLoop;
import io.gracehub.gateway.migration.Migrations;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private final Servers servers = new Servers();
    private final FakeGateway gateway = new FakeGateway();
    private final Pages pages = new Pages(new Health(servers, gateway.connections(), gateway), new Metrics(gateway));
    private Server server;

    private final class FakeGateway implements Gauges, Health.Readiness {

        private final Migrations migrations = new Migrations(servers, new ManualLoop(), 1);
        private final Traffic traffic = new Traffic();
        private final List<Boolean> answers = new ArrayList<>();
        private boolean draining;

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
            return 7;
        }

        @Override
        public int httpExchanges() {
            return 3;
        }

        @Override
        public int moving() {
            return 2;
        }

        @Override
        public int waiting() {
            return 5;
        }

        @Override
        public boolean draining() {
            return draining;
        }

        @Override
        public void asked(boolean ready) {
            answers.add(ready);
        }
    }

    @BeforeEach
    void addServer() {
        servers.add(new ServerAddress(false, "10.0.0.1", 9080, "/chat"));
        server = servers.all().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "JOINING, false, 503",
        "READY, false, 200",
        "OFFLINE, false, 503",
        "GONE, false, 503",
        "READY, true, 503"
    })
    void ready_byServersAndShutdown_isUpOrDown(ServerState state, boolean draining, int status) {
        servers.enter(server, state);
        gateway.draining = draining;

        Page page = pages.answer("GET", "/health/ready");

        assertThat(page.status()).isEqualTo(status);
        String word = status == 200 ? "UP" : "DOWN";
        assertThat(page.body())
                .startsWith("{\"status\":\"" + word + "\",\"checks\":[{\"name\":\"gracehub-gateway\",\"status\":\""
                        + word + "\",\"data\":{\"draining\":" + draining + ",");
        assertThat(gateway.answers).containsExactly(status == 200);
    }

    @Test
    void live_whileDraining_isUpAndAsksForNoReadiness() {
        gateway.draining = true;

        assertThat(pages.answer("GET", "/health/live").status()).isEqualTo(200);
        assertThat(gateway.answers).isEmpty();
    }

    @Test
    void metrics_tellServersLinksTrafficAndMoves() {
        servers.enter(server, ServerState.READY);
        servers.identify(server, new Server.Identity("chat-1", "", "token-1", false));
        gateway.traffic.toServers().passed(100, 2);
        gateway.traffic.toClients().passed(50, 1);

        String metrics = pages.answer("GET", "/metrics").body();

        assertThat(metrics)
                .contains(
                        "gracehub_gateway_connections{address=\"http://10.0.0.1:9080/chat\",server=\"chat-1\",state=\"ready\"} 0.0",
                        "gracehub_gateway_servers{state=\"ready\"} 1.0",
                        "gracehub_gateway_link_up{address=\"http://10.0.0.1:9080/chat\",server=\"chat-1\"} 1.0",
                        "gracehub_gateway_connections_moving{state=\"running\"} 2.0",
                        "gracehub_gateway_connections_moving{state=\"waiting\"} 5.0",
                        "gracehub_gateway_websocket_bytes_total{direction=\"to-server\"} 100.0",
                        "gracehub_gateway_websocket_messages_total{direction=\"to-client\"} 1.0",
                        "gracehub_gateway_migrations_total{outcome=\"moved-after-crash\"} 0.0",
                        "gracehub_gateway_migration_pause_seconds_bucket{le=\"0.001\"}",
                        "gracehub_gateway_migration_pause_seconds_bucket{le=\"10.0\"}",
                        "gracehub_gateway_client_connections 7.0",
                        "gracehub_gateway_http_exchanges 3.0",
                        "# HELP gracehub_gateway_servers Servers, by state.",
                        "jvm_memory_used_bytes",
                        "jvm_threads_live_threads")
                .doesNotContain("token-1");
    }

    @Test
    void metrics_ofServerThatIsGone_areGone() {
        pages.answer("GET", "/metrics");
        servers.remove(server.address());

        assertThat(pages.answer("GET", "/metrics").body()).doesNotContain("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/dashboard.js", "/health/live", "/health/ready", "/metrics"})
    void page_otherThanRead_isRefused(String path) {
        assertThat(pages.answer("POST", path).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/", "/health/started", "/dashboard.html", ""})
    void path_unknown_isNotFoundAndNamesThePages(String path) {
        Page page = pages.answer("GET", path);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).contains("/metrics");
    }

    @Test
    void dashboard_loadsOnlyWhatThereIs_andHasNoScriptOrStyleInItsMarkup() {
        Page page = pages.answer("GET", "/");

        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body())
                .doesNotContain("<style", " style=")
                .doesNotContainPattern("<script(?! type=\"module\" src=)|\\son\\w+=");
        assertThat(loadedFrom(page, "(?:src|href)=\"([\\w.]+)\""))
                .containsExactlyInAnyOrder("dashboard.css", "dashboard.js")
                .allSatisfy(file ->
                        assertThat(pages.answer("GET", "/" + file).status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard.js", "actions.js", "chart.js", "words.js"})
    void module_importsOnlyWhatThereIs_andWritesNoMarkup(String file) {
        Page module = pages.answer("GET", "/" + file);

        assertThat(module.contentType()).isEqualTo("text/javascript; charset=utf-8");
        assertThat(module.body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write");
        assertThat(loadedFrom(module, "from '\\./([\\w.]+)'"))
                .allSatisfy(other ->
                        assertThat(pages.answer("GET", "/" + other).status()).isEqualTo(200));
    }

    private static List<String> loadedFrom(Page page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
