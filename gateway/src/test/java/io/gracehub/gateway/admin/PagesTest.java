// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.connection.Connections;
import io.gracehub.gateway.connection.Traffic;
import io.gracehub.gateway.loop.ManualLoop;
import io.gracehub.gateway.migration.Migrations;
import io.gracehub.gateway.migration.Rebalancing;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private static final String TOKEN = "the-token";

    private final Servers servers = new Servers();
    private final FakeGateway gateway = new FakeGateway();
    private final Rebalancing rebalancing =
            new Rebalancing(servers, gateway.migrations, gateway.loop, new Rebalancing.Pace(false, 20));
    private final Status status = new Status(gateway, gateway.migrations, rebalancing, true);
    private final Actions actions = new Actions(gateway, gateway.migrations, rebalancing, status, gateway.loop);
    private final Health health = new Health(servers, gateway.connections(), gateway);
    private final Metrics metrics = new Metrics(gateway);
    private final Pages pages = pages(Optional.of(TOKEN));
    private Server server;

    private final class FakeGateway implements Gauges, Health.Readiness {

        private final ManualLoop loop = new ManualLoop();
        private final Migrations migrations = new Migrations(servers, loop, 1);
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

    private Pages pages(Optional<String> token) {
        AdminNames names = new AdminNames("Chat-Gateway", List.of("metrics.chat.svc"));
        return new Pages(health, metrics, actions, new Pages.Access(new ControlToken(token), names));
    }

    private Page answer(String method, String target) {
        return answer(pages, method, target, "Bearer " + TOKEN);
    }

    private static Page answer(Pages asked, String method, String target, @Nullable String authorization) {
        CompletableFuture<Page> answer = asked.answer(new Request(method, target, authorization, null));
        assertThat(answer).isDone();
        return answer.join();
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

        Page page = answer("GET", "/health/ready");

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

        assertThat(answer("GET", "/health/live").status()).isEqualTo(200);
        assertThat(gateway.answers).isEmpty();
    }

    @Test
    void metrics_tellServersLinksTrafficAndMoves() {
        servers.enter(server, ServerState.READY);
        servers.identify(server, new Server.Identity("chat-1", "", "token-1", Server.Level.SHUTDOWN_ONLY));
        gateway.traffic.toServers().passed(100, 2);
        gateway.traffic.toClients().passed(50, 1);

        String metrics = answer("GET", "/metrics").body();

        assertThat(metrics)
                .contains(
                        "gracehub_gateway_connections{address=\"http://10.0.0.1:9080/chat\",server=\"chat-1\",state=\"ready\"} 0.0",
                        "gracehub_gateway_servers{state=\"ready\"} 1.0",
                        "gracehub_gateway_server_cordoned{address=\"http://10.0.0.1:9080/chat\",server=\"chat-1\"} 0.0",
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
        answer("GET", "/metrics");
        servers.remove(server.address());

        assertThat(answer("GET", "/metrics").body()).doesNotContain("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/dashboard.js", "/health/live", "/health/ready", "/metrics"})
    void page_otherThanRead_isRefused(String path) {
        assertThat(answer("POST", path).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/", "/health/started", "/dashboard.html", ""})
    void path_unknown_isNotFoundAndNamesThePages(String path) {
        Page page = answer("GET", path);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).contains("/metrics");
    }

    @Test
    void dashboard_loadsOnlyWhatThereIs_andHasNoScriptOrStyleInItsMarkup() {
        Page page = answer("GET", "/");

        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body())
                .doesNotContain("<style", " style=")
                .doesNotContainPattern("<script(?! type=\"module\" src=)|\\son\\w+=");
        assertThat(loadedFrom(page, "(?:src|href)=\"([\\w.]+)\""))
                .containsExactlyInAnyOrder("dashboard.css", "dashboard.js")
                .allSatisfy(
                        file -> assertThat(answer("GET", "/" + file).status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard.js", "actions.js", "chart.js", "words.js"})
    void module_importsOnlyWhatThereIs_andWritesNoMarkup(String file) {
        Page module = answer("GET", "/" + file);

        assertThat(module.contentType()).isEqualTo("text/javascript; charset=utf-8");
        assertThat(module.body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write");
        assertThat(loadedFrom(module, "from '\\./([\\w.]+)'"))
                .allSatisfy(
                        other -> assertThat(answer("GET", "/" + other).status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/status", "/metrics", "/health/ready", "/health/live", "/none"})
    void page_ofAnyKind_holdsNoToken(String path) {
        servers.identify(server, new Server.Identity("chat-1", "7", "token-of-the-link", Server.Level.ANY));

        Page page = answer("GET", path);

        assertThat(page.body() + page.headers()).isNotEmpty().doesNotContain("token-of-the-link", TOKEN);
    }

    @Test
    void status_tellsGatewayServersAndPauses() {
        servers.enter(server, ServerState.READY);
        servers.identify(server, new Server.Identity("chat-1", "7", "token-1", Server.Level.ANY));

        assertThat(answer("GET", "/status"))
                .isEqualTo(Page.json(
                        200,
                        "{'gateway':{'draining':false,'connections':0,'moving':0,'waiting':0,'control':true,'rebalance':'off'},"
                                .concat(
                                        "'servers':[{'address':'http://10.0.0.1:9080/chat','name':'chat-1','revision':'7',")
                                .concat(
                                        "'state':'ready','cordoned':false,'linked':true,'movable':true,'connections':0,")
                                .concat("'moving':0,'waiting':0,'drain':null}],")
                                .concat("'pauses':{'count':0,'p50':null,'p95':null,'p99':null,'max':null}}")
                                .replace('\'', '"')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cordon?server=chat-1", "/uncordon?server=chat-1", "/drain?server=chat-1", "/rebalance"})
    void action_withoutItsTokenOrMethod_isRefusedAndDoesNothing(String action) {
        name("chat-1");
        Pages withoutToken = pages(Optional.empty());
        String before = answer("GET", "/status").body();

        assertThat(answer(withoutToken, "POST", action, "Bearer " + TOKEN).status())
                .isEqualTo(404);
        for (String wrong : new String[] {null, "Bearer", "Bearer wrong", "Basic " + TOKEN, "Bearer " + TOKEN + "2"}) {
            Page refused = answer(pages, "POST", action, wrong);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers()).containsEntry("WWW-Authenticate", "Bearer");
        }
        Page read = answer("GET", action);
        assertThat(read.status()).isEqualTo(405);
        assertThat(read.headers()).containsEntry("Allow", "POST");
        assertThat(server.cordoned()).isFalse();
        assertThat(answer("GET", "/status").body()).isEqualTo(before);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "10.1.2.3",
                "10.1.2.3:9000",
                "[::1]:9000",
                "[fd00::1]",
                "localhost",
                "LOCALHOST:9000",
                "localhost.:9000",
                "gw.localhost:9000",
                "chat-gateway",
                "chat-gateway:9000",
                "metrics.chat.svc:9000"
            })
    void page_askedByAnAddressOrAKnownName_isShown(@Nullable String host) {
        assertThat(askedAs(host, "GET", "/health/live").status()).isEqualTo(200);
        assertThat(askedAs(host, "GET", "/status").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "attacker.example",
                "attacker.example:9000",
                "10.1.2.3.attacker.example",
                "localhost.attacker.example",
                "mylocalhost",
                "svc:9000",
                "[attacker.example]:9000",
                "127.0.0.1@attacker.example",
                "1e3"
            })
    void page_askedByAnotherName_isNotShown(String host) {
        for (String page : List.of("/", "/status", "/metrics", "/dashboard.js", "/healthy", "/none")) {
            Page refused = askedAs(host, "GET", page);
            assertThat(refused.status()).isEqualTo(421);
            assertThat(refused.body()).contains("gracehub.gateway.admin.names").doesNotContain("10.0.0.1");
        }
    }

    @Test
    void health_askedByAnotherName_isTold() {
        for (String page : List.of("/health", "/health/live", "/health/ready")) {
            assertThat(askedAs("the-name-of-a-cluster", "GET", page).status()).isNotEqualTo(421);
        }
    }

    @Test
    void action_askedByAnotherName_isDoneForTheToken() {
        name("chat-1");
        assertThat(askedAs("attacker.example", "POST", "/cordon?server=chat-1").status())
                .isEqualTo(200);
    }

    private Page askedAs(@Nullable String host, String method, String target) {
        return pages.answer(new Request(method, target, "Bearer " + TOKEN, host))
                .join();
    }

    private void name(String name) {
        servers.enter(server, ServerState.READY);
        servers.identify(server, new Server.Identity(name, "", "token-1", Server.Level.ANY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-1", "http%3A%2F%2F10.0.0.1%3A9080%2Fchat"})
    void cordon_byNameOrAddress_lastsUntilTakenBack(String asked) {
        name("chat-1");

        assertThat(answer("POST", "/cordon?server=" + asked).body()).contains("\"cordoned\":true");
        assertThat(server.open()).isFalse();
        name("chat-1"); // its link says hello once more
        assertThat(server.open()).isFalse();
        assertThat(answer("GET", "/metrics").body()).containsPattern("server_cordoned\\{.*} 1.0");

        assertThat(answer("POST", "/uncordon?server=" + asked).body()).contains("\"cordoned\":false");
        assertThat(server.open()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/cordon, 400, which server",
        "/cordon?server=, 400, which server",
        "/cordon?server=chat-2, 404, chat-1 at http://10.0.0.1:9080/chat",
        "/cordon?server=chat-1&wait, 400, 'accepted: server'",
        "/drain?server=chat-1&wait=soon, 400, 'accepted: wait, wait=true'",
        "/drain?server=%zz, 400, not well-formed",
        "/rebalance?server=chat-1, 400, 'accepted: none'"
    })
    void action_ofSomethingElse_saysWhatIsAccepted(String target, int status, String words) {
        name("chat-1");

        Page page = answer("POST", target);

        assertThat(page.status()).isEqualTo(status);
        assertThat(page.body()).startsWith("{\"error\":\"").contains(words);
        assertThat(server.cordoned()).isFalse();
    }

    @Test
    void action_byANameOfTwo_isAConflictAndTellsTheAddresses() {
        name("chat-1");
        servers.add(new ServerAddress(false, "10.0.0.2", 9080, "/chat"));
        servers.identify(servers.all().get(1), new Server.Identity("chat-1", "", "token-2", Server.Level.ANY));

        Page page = answer("POST", "/cordon?server=chat-1");

        assertThat(page.status()).isEqualTo(409);
        assertThat(page.body()).contains("http://10.0.0.1:9080/chat", "http://10.0.0.2:9080/chat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/drain?server=chat-1", "/rebalance"})
    void move_whileTheGatewayShutsDown_isAConflict(String action) {
        name("chat-1");
        gateway.draining = true;

        assertThat(answer("POST", action).status()).isEqualTo(409);
        assertThat(server.cordoned()).isFalse();
    }

    @Test
    void rebalance_tellsWhomItLeavesAlone() {
        servers.enter(server, ServerState.READY);
        servers.identify(server, new Server.Identity("chat-1", "", "token-1", Server.Level.SHUTDOWN_ONLY));

        assertThat(answer("POST", "/rebalance").body()).contains("\"leaves\":[{\"server\":\"chat-1\",\"why\":");
    }

    @Test
    void pauses_areToldWithinAHundredth() {
        Pauses pauses = new Pauses();
        for (int i = 1; i <= 100; i++) {
            pauses.add(java.time.Duration.ofMillis(i));
        }

        jakarta.json.JsonObject json = pauses.json().build();

        assertThat(json.getInt("count")).isEqualTo(100);
        assertThat(json.getJsonNumber("p50").doubleValue()).isBetween(49.5, 50.6);
        assertThat(json.getJsonNumber("p95").doubleValue()).isBetween(94.0, 96.0);
        assertThat(json.getJsonNumber("p99").doubleValue()).isBetween(98.0, 100.0);
        assertThat(json.getJsonNumber("max").doubleValue()).isEqualTo(100.0);
    }

    private static List<String> loadedFrom(Page page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
