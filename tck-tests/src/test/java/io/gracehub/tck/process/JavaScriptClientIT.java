// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.PartingHub;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Browser;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.WebSocketClient;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code gracehub-client.js} in a real browser, which loads it from the library's jar. */
final class JavaScriptClientIT {

    private static final Pattern WINDOW = Pattern.compile("server is restarting; retry-after=(\\d+)ms");

    /** Connects a socket and notes what it tells; the page itself is one of the server's. */
    private static final String SCRIPT = """
            const { GracehubWebSocket } = await import('/chat/gracehub/gracehub-client.js');
            globalThis.GracehubWebSocket = GracehubWebSocket;
            globalThis.heard = [];
            globalThis.connect = (path, options, protocols = []) => {
              globalThis.heard = [];
              globalThis.socket = new GracehubWebSocket(`ws://${location.host}${path}`, protocols, options);
              for (const type of ['open', 'message', 'error', 'close', 'reconnecting', 'reconnected']) {
                socket.addEventListener(type, event => heard.push({
                  type, at: performance.now(), state: socket.readyState, detail: event.detail ?? {},
                  data: String(event.data ?? ''), code: event.code ?? 0, reason: event.reason ?? '', clean: event.wasClean ?? false,
                }));
              }
            };
            globalThis.types = () => heard.map(event => event.type).join(' ');
            globalThis.thrown = action => { try { action(); return 'nothing'; } catch (e) { return `${e.name}: ${e.message}`; } };
            """;

    private static Server server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        server = started(0);
        browser = Browser.open(server.page("/chat/control"));
        browser.evaluate(SCRIPT);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void running() {
        assertThat(server.get("/chat/control").body()).isEqualTo("RUNNING");
    }

    private static Server started(int port) {
        return server(chat().classes(PartingHub.class)
                        .config("gracehub.shutdown.mode", "close-clients")
                        .config("gracehub.shutdown.timeout", "60s")
                        .config("gracehub.hub.\"/chat\".shutdown.mode", "wait-for-clients-close")
                        .config("gracehub.shutdown.close.jitter", "6s"))
                .port(port)
                .start();
    }

    @Test
    @Clause("JS-1")
    void socket_inUse_isLikeAWebSocket() {
        connect("/chat/parting", "{}", "['other', 'tck']");
        browser.evaluate(
                "socket.onmessage = event => { globalThis.last = event.data; }; socket.binaryType = 'arraybuffer'; 0");
        browser.await("types() === 'open'", Bound.SOON);
        browser.evaluate("socket.send('hello'); 0");
        browser.await("globalThis.last === 'echo hello'", Bound.SOON);
        browser.evaluate("socket.send(new Uint8Array([7, 8])); 0");
        browser.await("last instanceof ArrayBuffer && new Uint8Array(last).join() === '7,8'", Bound.SOON);

        assertTrue("socket instanceof EventTarget && socket.readyState === 1 && socket.bufferedAmount === 0");
        assertTrue("socket.url === `ws://${location.host}/chat/parting` && socket.protocol === 'tck'");
        assertTrue(
                "typeof socket.extensions === 'string' && socket.binaryType === 'arraybuffer' && socket.onopen === null");
        assertTrue(
                "Object.getOwnPropertyNames(WebSocket.prototype).every(name => name in GracehubWebSocket.prototype)");
        assertTrue("Object.keys(WebSocket).every(name => GracehubWebSocket[name] === WebSocket[name])");
        assertTrue("thrown(() => socket.close(1001)).startsWith('InvalidAccessError')");
        assertTrue("thrown(() => socket.close(3000, 'x'.repeat(124))).startsWith('SyntaxError')");
        assertTrue("thrown(() => new GracehubWebSocket('no://where')).startsWith('SyntaxError')");

        assertTrue("(socket.close(3001, 'enough'), socket.readyState === 2)");
        browser.await("types() === 'open message message close' && socket.readyState === 3", Bound.SOON);
        assertThat(event(3).getInt("code")).isEqualTo(3001);
        assertThat(event(3).getString("reason")).isEqualTo("enough");
        assertThat(event(3).getBoolean("clean")).isTrue();
    }

    @Test
    @Clause({"JS-2", "JS-6", "CLOSE-9"})
    void close_withAWindow_isFollowedByAConnectionWhenThatHasPassed() {
        connect("/chat/parting", "{ minDelay: 60000, maxDelay: 60000 }", "[]");
        browser.await("types() === 'open'", Bound.SOON);

        try (WebSocketClient keepsTheStage = WebSocketClient.connect(server.ws(Scenario.PATH))) {
            server.post("/chat/control/drain");
            browser.await("types() === 'open reconnecting'", Bound.seconds(20));
            assertThat(keepsTheStage.open()).isTrue();
            server.post("/chat/control/resume");
        }
        assertTrue("socket.readyState === 0");
        long window = window(event(1));
        browser.await("types() === 'open reconnecting reconnected'", Bound.seconds(20));

        double took = time(event(2)) - time(event(1));
        assertThat(took).isBetween(window - 5.0, window + Bound.seconds(3).toMillis() * 1.0);
        assertThat(event(2).getJsonObject("detail").getInt("attempts")).isEqualTo(1);
        browser.evaluate("socket.send('again'); 0");
        browser.await("heard.at(-1).data === 'echo again'", Bound.SOON);
        browser.evaluate("socket.close(); 0");
    }

    @Test
    @Clause({"JS-2", "JS-3", "JS-7"})
    void server_thatIsStoppedAndStartedAgain_hasItsClientBack() {
        connect("/chat/parting", "{ attempts: Infinity, minDelay: 1000, maxDelay: 1500 }", "[]");
        browser.await("types() === 'open'", Bound.SOON);

        server.signal("TERM");
        browser.await("types().startsWith('open reconnecting')", Bound.seconds(30));
        browser.evaluate("socket.send('sent meanwhile'); 0");
        assertTrue("socket.bufferedAmount === 14");
        assertThat(server.exitCode(Bound.seconds(60))).isEqualTo(143);
        int port = server.port();
        server.close();
        server = started(port);

        browser.await("types().endsWith('reconnected message')", Bound.seconds(30));
        JsonArray heard = heard();
        long window = window(heard.getJsonObject(1));
        if (heard.getJsonObject(2).getString("type").equals("reconnecting")) {
            assertThat(time(heard.getJsonObject(2)) - time(heard.getJsonObject(1)))
                    .isGreaterThanOrEqualTo(window - 5.0);
            assertThat(heard.getJsonObject(2).getJsonObject("detail").getInt("code"))
                    .isEqualTo(1006);
        }
        assertThat(heard.getJsonObject(heard.size() - 1).getString("data")).isEqualTo("echo sent meanwhile");
        assertTrue("heard.filter(event => event.code === 0 && event.type === 'reconnecting').slice(1)"
                + ".every(event => event.detail.delay >= 0 && event.detail.delay <= 1500)");
        browser.evaluate("socket.close(); 0");
    }

    @Test
    @Clause({"JS-3", "JS-5"})
    void close_withOtherCodes_reconnectsAfterLossesOnly() {
        for (int code : List.of(1001, 1012, 1013)) {
            connect("/chat/parting", "{ minDelay: 20 }", "[]");
            browser.await("types() === 'open'", Bound.SOON);
            browser.evaluate("socket.send('close " + code + " overloaded'); 0");
            browser.await("types().startsWith('open reconnecting reconnected')", Bound.SOON);
            JsonObject detail = event(1).getJsonObject("detail");
            assertThat(detail.getInt("code")).isEqualTo(code);
            assertThat(detail.getString("reason")).isEqualTo("overloaded");
            assertThat(detail.getJsonNumber("delay").doubleValue()).isBetween(0.0, 20.0);
            browser.evaluate("socket.close(); 0");
            browser.await("types() === 'open reconnecting reconnected close'", Bound.SOON);
        }
        for (int code : List.of(1000, 1008, 1011, 4000)) {
            connect("/chat/parting", "{ minDelay: 20 }", "[]");
            browser.await("types() === 'open'", Bound.SOON);
            browser.evaluate("socket.send('close " + code + " enough'); 0");
            browser.await("types() === 'open close' && socket.readyState === 3", Bound.SOON);
            assertThat(event(1).getInt("code")).isEqualTo(code);
        }
    }

    @Test
    @Clause({"JS-1", "JS-3", "JS-4"})
    void connection_thatIsNeverMade_isGivenUpAfterTheAttempts() {
        connect("/chat/nothing", "{ attempts: 4, minDelay: 20, maxDelay: 50 }", "[]");
        browser.await("types().endsWith('close')", Bound.SOON);

        assertTrue("types() === 'reconnecting reconnecting reconnecting reconnecting error close'");
        assertTrue(
                "heard.slice(0, 4).every((event, i) => event.detail.attempt === i + 1 && event.detail.code === 1006)");
        assertTrue("heard.slice(0, 4).every((event, i) => event.detail.delay <= [20, 40, 50, 50][i])");
        assertThat(event(5).getInt("code")).isEqualTo(1006);
        assertThat(event(5).getBoolean("clean")).isFalse();
    }

    @Test
    @Clause({"JS-5", "JS-7"})
    void socket_whileItWaits_keepsMessagesUpToABoundAndCanBeClosed() {
        connect("/chat/parting", "{ queue: 10, minDelay: 60000 }", "[]");
        assertTrue("thrown(() => socket.send('early')).startsWith('InvalidStateError')");
        browser.await("types() === 'open'", Bound.SOON);
        browser.evaluate("socket.onreconnecting = () => { globalThis.outcome = [thrown(() => socket.send('12345')),"
                + " thrown(() => socket.send(new Uint8Array(5))), thrown(() => socket.send('6'))].join() }; 0");
        browser.evaluate("socket.send('close 1013 later'); 0");
        browser.await("types() === 'open reconnecting'", Bound.SOON);

        assertTrue("outcome.startsWith('nothing,nothing,InvalidStateError')");
        assertTrue("socket.bufferedAmount === 10");
        assertTrue("thrown(() => socket.close(1001)).startsWith('InvalidAccessError') && socket.readyState === 0");
        browser.evaluate("socket.close(4001, 'gone'); 0");
        browser.await("types() === 'open reconnecting close' && socket.readyState === 3", Bound.SOON);
        assertThat(event(2).getInt("code")).isEqualTo(4001);
    }

    @Test
    @Clause("JS-7")
    void socket_thatTheServerIsClosing_keepsMessagesForTheNext() {
        browser.evaluate("""
                globalThis.Real = WebSocket;
                globalThis.WebSocket = class extends Real { // the round trip of the Close frames takes long
                  get readyState() { return this.ending ? Real.CLOSING : super.readyState; }
                  send(data) {
                    if (!this.ending) {
                      super.send(data);
                    }
                    this.ending ||= data.startsWith('close');
                  }
                }; 0""");
        try {
            connect("/chat/parting", "{ minDelay: 20 }", "[]");
            browser.await("types() === 'open'", Bound.SOON);
            browser.evaluate("socket.send('close 1013 later'); socket.send('kept'); 0");
            browser.await("types() === 'open reconnecting reconnected message'", Bound.SOON);
            assertThat(event(3).getString("data")).isEqualTo("echo kept");
            browser.evaluate("socket.close(); 0");
        } finally {
            browser.evaluate("globalThis.WebSocket = Real; 0");
        }
    }

    @Test
    @Clause("JS-8")
    void options_thatAreWrong_areRefused() {
        assertTrue("thrown(() => connect('/chat/parting', { retries: 3 })) === "
                + "'TypeError: Option retries: 3. Accepted: attempts,minDelay,maxDelay,queue, each a number from 0'");
        assertTrue(
                "thrown(() => connect('/chat/parting', { attempts: -1 })).startsWith('TypeError: Option attempts: -1')");
    }

    private static void connect(String path, String options, String protocols) {
        browser.evaluate("connect(" + Browser.literal(path) + ", " + options + ", " + protocols + "); 0");
    }

    private static void assertTrue(String expression) {
        assertThat(browser.evaluate(expression).toString())
                .as("%s; heard: %s", expression, heard())
                .isEqualTo("true");
    }

    private static JsonArray heard() {
        return browser.evaluate("heard").asJsonArray();
    }

    private static JsonObject event(int index) {
        return heard().getJsonObject(index);
    }

    private static double time(JsonObject event) {
        return event.getJsonNumber("at").doubleValue();
    }

    /** The wait that the server told, which is the one that the client keeps. */
    private static long window(JsonObject event) {
        JsonObject detail = event.getJsonObject("detail");
        assertThat(detail.getInt("code")).isEqualTo(1012);
        Matcher told = WINDOW.matcher(detail.getString("reason"));
        assertThat(told.matches()).as(detail.toString()).isTrue();
        long window = Long.parseLong(told.group(1));
        assertThat(detail.getJsonNumber("delay").longValue()).isEqualTo(window).isLessThanOrEqualTo(6_000);
        return window;
    }
}
