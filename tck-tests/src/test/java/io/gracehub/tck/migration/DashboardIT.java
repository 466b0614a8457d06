// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.Control;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Browser;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.migration.app.Visits;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gateway's page before two servers: what a person sees there, and what its buttons do. */
final class DashboardIT {

    private static final String TOKEN = "a-token-that-only-this-test-knows";
    private static final int CLIENTS = 40;

    /** Finds a server's row by its name, and the number of its connections. */
    private static final String SCRIPT = """
            globalThis.row = name => [...document.querySelectorAll('.server')]
              .find(each => each.querySelector('.name').textContent === name);
            globalThis.told = name => row(name).innerText.replace(/\\s+/g, ' ').trim();
            globalThis.number = name => Number(row(name).querySelector('.number').textContent);
            globalThis.press = (name, button) => row(name).querySelector(button).click();
            """;

    private static Server a;
    private static Server b;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        a = server("A");
        b = server("B");
        gateway = GatewayProcess.with()
                .property("gracehub.link.secret", Cluster.SECRET)
                .property("gracehub.control.token", TOKEN)
                .server(a.origin() + "/chat")
                .server(b.origin() + "/chat")
                .start();
        Stream.of(a, b)
                .forEach(server ->
                        gateway.awaitOutput(0, "GRACEHUB5200I: .*:" + server.port() + "/chat:", Bound.seconds(20)));
    }

    @AfterAll
    static void stop() {
        Stream.of(a, b).forEach(Server::close);
        gateway.close();
    }

    private static Server server(String name) {
        return Server.named("dashboard-" + name)
                .war(Wars.named("chat")
                        .packageOf(Visits.class)
                        .classes(Control.class, Trace.class)
                        .config("gracehub.shutdown.mode", "migrate-clients")
                        .config("gracehub.migration.level", "any")
                        .config("gracehub.link.secret", Cluster.SECRET)
                        .build())
                .property("gracehub.server.name", name)
                .start();
    }

    @Test
    @Clause({"DASH-1", "DASH-2", "DASH-3", "DASH-4"})
    void person_atThePage_drainsAServerAndSeesItHappen() {
        try (JavaFleet fleet = JavaFleet.connect(gateway.ws("/chat"), CLIENTS, Manner.DIRECT);
                Browser browser = Browser.open(gateway.admin("/"))) {
            browser.evaluate(SCRIPT);
            browser.show(1200, 900, false);
            browser.await("document.querySelectorAll('.server').length === 2", Bound.SOON);
            browser.await("number('A') === " + CLIENTS / 2 + " && number('B') === " + CLIENTS / 2, Bound.SOON);
            browser.await("['A', 'B'].every(each => told(each).includes('ready linked, movable'))", Bound.SOON);

            drain(browser);
            browser.await("number('A') === 0 && number('B') === " + CLIENTS, Bound.seconds(20));
            browser.await("/Last drain by an operator .*: " + CLIENTS / 2 + " moved\\./.test(told('A'))", Bound.SOON);
            browser.await("row('A').querySelector('.fill').clientWidth === 0", Bound.SOON);
            assertThat(browser.evaluate("document.getElementById('p50').textContent")
                            .toString())
                    .matches("\"[\\d.,]+ ms\"");
            browser.screenshot("dashboard-drained-light");
            browser.show(1200, 900, true);
            browser.screenshot("dashboard-drained-dark");

            browser.evaluate("press('A', '.cordon')");
            browser.await("!told('A').includes('cordoned')", Bound.SOON);
            browser.evaluate("document.getElementById('rebalance-now').click()");
            browser.await("number('A') === " + CLIENTS / 2, Bound.seconds(30));
            browser.show(1200, 900, false);
            browser.screenshot("dashboard-rebalanced-light");

            fleet.awaitAnswers(1);
            fleet.pause();
            fleet.assertLossless();
            gateway.signal("STOP");
            browser.await(
                    "document.getElementById('silence').textContent.includes('no answer within')", Bound.seconds(20));
            gateway.signal("CONT");
            browser.await("document.getElementById('silence').textContent === ''", Bound.SOON);
        }
    }

    private static void drain(Browser browser) {
        browser.evaluate("press('A', '.drain')");
        browser.await("document.getElementById('confirm').open", Bound.SOON);
        browser.evaluate("document.querySelector('#confirm [value=yes]').click()");
        browser.await("document.activeElement.id === 'secret'", Bound.SOON);
        browser.type("not-the-token");
        browser.press("Enter");
        browser.await("document.getElementById('ask-wrong').textContent.includes('refuses')", Bound.SOON);
        assertThat(browser.evaluate("told('A')").toString()).doesNotContain("cordoned");
        browser.type(TOKEN);
        browser.press("Enter");
        browser.await("told('A').includes('cordoned')", Bound.SOON);
    }
}
