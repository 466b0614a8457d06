// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static io.gracehub.tck.migration.StagedStatus.server;
import static io.gracehub.tck.migration.StagedStatus.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Browser;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.Ports;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway's page in a real browser, with what a gateway could tell it. */
final class DashboardPageIT {

    private static final String SCRIPT = """
            globalThis.at = id => document.getElementById(id);
            globalThis.text = id => at(id).innerText.replace(/\\s+/g, ' ').trim();
            globalThis.row = i => document.querySelectorAll('.server')[i];
            globalThis.told = i => row(i).innerText.replace(/\\s+/g, ' ').trim();
            globalThis.here = () => document.activeElement.textContent.replace(/\\s+/g, ' ').trim();
            globalThis.luminance = colour => {
              const [r, g, b] = colour.match(/[\\d.]+/g).map(part => part / 255)
                .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            globalThis.ground = element => {
              const colour = getComputedStyle(element).backgroundColor;
              return /, 0\\)|transparent/.test(colour) ? ground(element.parentElement) : colour;
            };
            globalThis.pale = () => [...document.querySelectorAll('body *')]
              .filter(each => each.checkVisibility() && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
              .map(each => {
                const style = getComputedStyle(each);
                const pair = [each instanceof SVGElement ? style.fill : style.color, ground(each)].map(luminance);
                return { text: each.textContent, contrast: (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05) };
              })
              .filter(each => each.contrast < 4.5).map(each => `${each.contrast} ${each.text}`);
            """;

    private static GatewayProcess gateway;
    private static StagedStatus stage;
    private static Browser browser;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.with()
                .server("http://127.0.0.1:" + Ports.free() + "/chat")
                .property("gracehub.link.secret", Cluster.SECRET)
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void open() {
        stage = new StagedStatus(gateway);
        stage.servers(server(1, "A"), server(2, "B"));
        browser = Browser.open(stage.page());
        browser.evaluate(SCRIPT);
        browser.show(1200, 900, false);
        browser.await("document.querySelectorAll('.server').length === 2", Bound.SOON);
    }

    @AfterEach
    void close() {
        browser.close();
        stage.close();
    }

    @Test
    @Clause("DASH-1")
    void page_showsTheGatewayAndEachServer() {
        String drain = "{\"by\":\"server\",\"running\":true,\"began\":\"2026-01-01T03:50:00Z\",\"ended\":null,"
                + "\"moved\":40,\"stayed\":0,\"closed\":2,\"left\":20}";
        stage.servers(
                server(1, "A", "cordoned", "true"),
                server(2, "B", "state", "\"gone\"", "linked", "false", "moving", "5", "waiting", "15", "drain", drain));

        browser.await("told(1).includes('gone')", Bound.SOON);

        assertText("told(0)")
                .contains("A revision 7 · http://10.0.0.1:9080/chat ready cordoned linked, movable 10 connections");
        assertText("told(1)")
                .contains("gone no link, movable 20 connections 5 moving, 15 waiting")
                .containsPattern("Drain by the server itself since \\d\\d:\\d\\d:00: 40 moved, 2 closed, 20 left\\.");
        assertText("text('connections')").isEqualTo("30");
        assertText("text('moving') + ' ' + text('waiting')").isEqualTo("3 4 waiting");
        assertText("['p50', 'p95', 'p99', 'max'].map(text).join()").isEqualTo("12 ms,30 ms,41 ms,52 ms");
        assertThat(widths()).containsExactly(50, 100);
        assertText("text('chart-text')").isEqualTo("Now: A 10, B 20.");
        browser.await("document.querySelectorAll('#chart .band[d^=M]').length === 2", Bound.SOON);
    }

    @Test
    @Clause("DASH-2")
    void changes_areShownAndTold() {
        stage.servers(server(2, "B", "state", "\"offline\"", "connections", "0"), server(3, "C", "connections", "30"));

        browser.await("told(0).includes('B') && told(1).includes('C')", Bound.seconds(4));

        assertThat(widths()).containsExactly(0, 100);
        assertText("text('log')")
                .contains("B is offline; it was ready.", "C is new: ready.", "A is no longer one of the servers.");
        assertText("at('log').getAttribute('role') + ' ' + at('log').ariaLive").isEqualTo("log polite");
    }

    @Test
    @Clause("DASH-3")
    void silence_isToldUntilTheGatewayAnswersAgain() {
        stage.silent(true);
        browser.await("text('silence').startsWith('The gateway has not answered since')", Bound.SOON);
        assertText("at('silence').getAttribute('role') + ' ' + text('health')").isEqualTo("alert no answer");
        assertText("told(0)").contains("10 connections");
        browser.screenshot("dashboard-silence");

        stage.silent(false);
        stage.servers(server(1, "A", "connections", "11"));

        browser.await("text('silence') === '' && told(0).includes('11 connections')", Bound.SOON);
        assertText("text('health')").isEqualTo("live");
        assertText("text('log')").contains("The gateway answers again");
    }

    @Test
    @Clause("DASH-3")
    void answer_thatIsNoStatus_isToldAndAskedForAgain() {
        stage.say("{\"nothing\":1}");
        browser.await("text('silence') !== ''", Bound.SOON);

        stage.servers(server(1, "A"));

        browser.await("text('silence') === ''", Bound.SOON);
    }

    @Test
    @Clause({"DASH-4", "DASH-7"})
    void drain_byKeyboardAlone_asksForConfirmationAndToken() {
        tabTo("Drain… B");
        browser.press("Enter");
        browser.await("at('confirm').open && here() === 'Cancel'", Bound.SOON);
        browser.screenshot("dashboard-confirm");
        browser.press("Escape");
        browser.await("!at('confirm').open && here() === 'Drain… B'", Bound.SOON);

        browser.press("Space");
        tabTo("Drain");
        browser.press("Enter");
        browser.await("at('ask').open && document.activeElement.id === 'secret'", Bound.SOON);
        browser.type("a-wrong-token");
        browser.press("Enter");
        browser.await("at('ask').open && text('ask-wrong') === 'The gateway refuses this token.'", Bound.SOON);
        assertThat(stage.actions()).isEmpty();
        browser.type(StagedStatus.TOKEN);
        browser.press("Enter");

        browser.await("!at('ask').open && here() === 'Drain… B'", Bound.SOON);
        Bound.await(Bound.SOON, () -> "nothing was done", () -> !stage.actions().isEmpty());
        assertThat(stage.actions()).containsExactly("POST /drain?server=http%3A%2F%2F10.0.0.2%3A9080%2Fchat");
        browser.await("text('token') === 'Forget the token'", Bound.SOON);
        assertText("JSON.stringify([localStorage.length, document.cookie, sessionStorage.length])")
                .isEqualTo("[0,\"\",1]");

        tabTo("Forget the token");
        browser.press("Enter");
        browser.await("here() === 'Enter the token…' && sessionStorage.length === 0", Bound.SOON);
    }

    @Test
    @Clause("DASH-4")
    void action_thatCannotBeDone_isToldInTheGatewaysWords() {
        browser.evaluate("sessionStorage.setItem('gracehub.control.token', '" + StagedStatus.TOKEN + "')");
        stage.answer(409, "{\"error\":\"<b>the name stands for two servers</b>\"}");
        browser.evaluate("row(0).querySelector('.cordon').click()");
        browser.await("!at('problem').hidden", Bound.SOON);
        assertText("text('problem-text')").isEqualTo("Could not cordon A: <b>the name stands for two servers</b>");
        browser.screenshot("dashboard-problem");
        browser.evaluate("at('dismiss').click()");
        assertText("at('problem').hidden + document.activeElement.id").isEqualTo("trueservers");

        stage.answer(200, "");
        stage.servers(server(1, "A", "cordoned", "true"), server(2, "B"));
        browser.await("told(0).includes('Uncordon')", Bound.SOON);
        browser.evaluate("row(0).querySelector('.cordon').click(); at('rebalance-now').click()");
        Bound.await(
                Bound.SOON,
                () -> "done was " + stage.actions(),
                () -> stage.actions().size() == 3);
        assertThat(stage.actions())
                .containsExactlyInAnyOrder(
                        "POST /cordon?server=http%3A%2F%2F10.0.0.1%3A9080%2Fchat",
                        "POST /uncordon?server=http%3A%2F%2F10.0.0.1%3A9080%2Fchat", "POST /rebalance");
    }

    @Test
    @Clause("DASH-5")
    void gateway_withoutToken_hasNoButtonsAndSaysWhy() {
        stage.say(status(false, server(1, "A")));

        browser.await("!at('control').hidden", Bound.SOON);

        assertText("text('control')").contains("gracehub.control.token");
        assertText("[...document.querySelectorAll('button')].filter(each => each.checkVisibility()).length + ''")
                .isEqualTo("0");
    }

    @Test
    @Clause("DASH-6")
    void name_thatIsMarkup_isShownAsText() {
        String name = "<img src=x onerror='globalThis.broken = 1'><b>bold</b>";
        stage.servers(server(1, name, "revision", "\"<i>7</i>\"", "cordoned", "true"), server(2, "B"));
        browser.await("told(0).includes('cordoned')", Bound.SOON);
        browser.evaluate("row(0).querySelector('.drain').click()");

        assertText("row(0).querySelector('.name').textContent").isEqualTo(name);
        assertText("text('confirm-heading')").isEqualTo("Drain " + name + "?");
        assertText("text('log')").contains("A is now called " + name);
        assertText("document.querySelectorAll('img, .server i, #log b, h2 b').length + ' ' + globalThis.broken")
                .isEqualTo("0 undefined");
    }

    @Test
    @Clause("DASH-6")
    void page_runsNoScriptInItsMarkup() {
        browser.evaluate("globalThis.refused = [];"
                + " addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));"
                + " document.body.insertAdjacentHTML('beforeend',"
                + " '<p id=\"bad\" onclick=\"globalThis.broken = 1\" style=\"color: red\"><img src=\"https://localhost/\">');"
                + " at('bad').click(); 0");

        browser.await(
                "['img-src', 'script-src-attr', 'style-src-attr'].every(each => refused.includes(each))", Bound.SOON);
        assertText("at('bad').style.color + globalThis.broken").isEqualTo("undefined");
    }

    @Test
    @Clause("DASH-7")
    void focus_staysOnItsServer_andGoesToTheHeadingWithIt() {
        browser.evaluate("row(1).querySelector('.drain').focus()");

        stage.servers(server(2, "B", "connections", "7"), server(3, "C"), server(1, "A"));
        browser.await("told(0).includes('7 connections') && told(2).includes('A')", Bound.SOON);
        assertText("here()").isEqualTo("Drain… B");
        stage.servers(server(1, "A"), server(2, "B", "connections", "8"));
        browser.await("told(1).includes('8 connections')", Bound.SOON);
        assertText("here()").isEqualTo("Drain… B");

        stage.servers(server(1, "A"));
        browser.await("document.querySelectorAll('.server').length === 1", Bound.SOON);
        assertText("document.activeElement.id").isEqualTo("servers");
    }

    @ParameterizedTest
    @CsvSource({"320, false", "320, true", "600, false", "1200, false", "1200, true"})
    @Clause("DASH-8")
    void page_atAnyWidthByDayAndNight_fitsAndCanBeRead(int width, boolean dark) {
        browser.show(width, 900, dark);
        stage.servers(busyServers());
        browser.await("document.querySelectorAll('.server').length === 20", Bound.SOON);

        browser.screenshot("dashboard-" + width + (dark ? "-dark" : "-light"));
        assertText("document.documentElement.scrollWidth <= innerWidth ? 'fits' : 'too wide'")
                .isEqualTo("fits");
        assertThat(browser.evaluate("pale()").asJsonArray()).isEmpty();
        browser.evaluate("row(0).querySelector('.drain').click()");
        assertText("at('confirm').getBoundingClientRect().right <= innerWidth ? 'fits' : 'too wide'")
                .isEqualTo("fits");
        assertThat(browser.evaluate("pale()").asJsonArray()).isEmpty();
    }

    private static JsonObject[] busyServers() {
        List<String> states = List.of("\"ready\"", "\"joining\"", "\"offline\"", "\"gone\"");
        return IntStream.rangeClosed(1, 20)
                .mapToObj(i -> server(
                        i,
                        i == 5 ? "a-very-long-name-".repeat(8) : "chat-" + i,
                        "state",
                        states.get(i < 5 ? i - 1 : 0),
                        "cordoned",
                        i == 6 ? "true" : "false",
                        "moving",
                        i == 7 ? "3" : "0"))
                .toArray(JsonObject[]::new);
    }

    /** Presses the Tab key until the focus is on what has this text. */
    private static void tabTo(String text) {
        for (int i = 0; i < 30; i++) {
            browser.press("Tab");
            if (browser.evaluate("here()").toString().equals(Browser.literal(text))) {
                assertText("getComputedStyle(document.activeElement).outlineStyle")
                        .isEqualTo("solid");
                return;
            }
        }
        throw new AssertionError("no Tab comes to " + text);
    }

    private static List<Integer> widths() {
        browser.await(
                "[...document.querySelectorAll('.fill')].every(each => each.getAnimations().length === 0)", Bound.SOON);
        return browser.evaluate("[...document.querySelectorAll('.fill')].map(each =>"
                        + " Math.round(100 * each.clientWidth / each.parentElement.clientWidth))")
                .asJsonArray()
                .getValuesAs(JsonNumber::intValue);
    }

    private static AbstractStringAssert<?> assertText(String expression) {
        return assertThat(((JsonString) browser.evaluate(expression)).getString())
                .as(expression);
    }
}
