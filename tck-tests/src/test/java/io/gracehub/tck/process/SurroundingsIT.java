// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.ContextPathHub;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.bad.Fine;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.server.ServerKind;
import io.gracehub.tck.spec.NotOn;
import org.junit.jupiter.api.Test;

/** Hubs where something is different around them: what the server lacks, where the library is, what else the WAR has. */
final class SurroundingsIT {

    private static final String ABSOLUTE_ORDERING = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <absolute-ordering/>
            </web-app>
            """;

    @Test
    @Clause("ERR-9")
    @NotOn(
            value = {ServerKind.WILDFLY, ServerKind.GLASSFISH, ServerKind.PAYARA, ServerKind.TOMCAT},
            why = "WebSocket is always there")
    void start_withoutWebSocket_saysWhatToEnable() {
        try (Server server = Server.named("lacking")
                .features("servlet-6.0")
                .war(Wars.named("fine").classes(Fine.class, Trace.class).build())
                .start()) {
            assertThat(server.logs()).containsPattern("GRACEHUB1750W.*cdi").containsPattern("GRACEHUB1751E.*websocket");
        }
    }

    @Test
    @Clause("ERR-8")
    @NotOn(
            value = {ServerKind.WILDFLY, ServerKind.GLASSFISH, ServerKind.PAYARA},
            why = "CDI is always there")
    void start_withoutCdi_saysSo() {
        try (Server server = Server.named("beanless")
                .features("servlet-6.0", "websocket-2.1")
                .war(Wars.named("fine")
                        .classes(Fine.class, Trace.class)
                        .without("weld")
                        .build())
                .start()) {
            assertThat(server.logs()).containsPattern("GRACEHUB1750W.*cdi.*Weld");
        }
    }

    @Test
    @Clause("CONF-8")
    @NotOn(
            value = {ServerKind.WILDFLY, ServerKind.GLASSFISH, ServerKind.PAYARA},
            why = "MicroProfile Config is always there")
    void start_withoutConfig_readsSystemProperties_andNamesWhatNobodyReads() {
        try (Server server = Server.named("unconfigured")
                .features("servlet-6.0", "cdi-4.0", "websocket-2.1", "jsonb-3.0")
                .war(Wars.named("fine")
                        .classes(Fine.class, Trace.class)
                        .config("gracehub.shutdown.timeout", "7s")
                        .without("smallrye")
                        .build())
                .property("gracehub.shutdown.mode", "close-clients")
                .start()) {
            assertThat(server.logs())
                    .containsPattern("GRACEHUB1108W.*gracehub.shutdown.timeout")
                    .containsPattern("GRACEHUB1700I.*CLOSE_CLIENTS.*PT30S.*system properties");
        }
    }

    @Test
    @Clause("ERR-10")
    @NotOn(
            value = {ServerKind.OPENLIBERTY, ServerKind.WILDFLY, ServerKind.GLASSFISH, ServerKind.PAYARA},
            why = "it looks for beans in any WAR")
    void start_withoutBeansXml_saysThatItIsMissing() {
        try (Server server = Server.named("unscanned")
                .war(Wars.named("fine")
                        .classes(Fine.class, Trace.class)
                        .without("beans.xml")
                        .build())
                .start()) {
            assertThat(server.logs()).containsPattern("GRACEHUB1010W.*beans.xml");
        }
    }

    @Test
    @Clause("ERR-11")
    @NotOn(
            value = {ServerKind.GLASSFISH, ServerKind.PAYARA},
            why = "it tells CDI of no servlet context")
    @NotOn(value = ServerKind.TOMCAT, why = "Weld is left out too, and nothing of CDI is there")
    void start_withAnAbsoluteOrderingThatLeavesTheLibraryOut_saysSo() {
        try (Server server = Server.named("unordered")
                .war(Wars.named("fine")
                        .classes(Fine.class, Trace.class)
                        .webInf("web.xml", ABSOLUTE_ORDERING)
                        .build())
                .start()) {
            assertThat(server.logs()).containsPattern("GRACEHUB1754E.*/fine.*<others/>");
        }
    }

    @Test
    @Clause("HUB-20")
    void servletContext_inAHubWithoutOtherRequestScopedBeans_works() {
        try (Server server = server(Wars.named("alone").classes(ContextPathHub.class))
                        .start();
                WebSocketClient client = WebSocketClient.connect(server.ws("/alone/context-path"))) {
            client.exchange("at", "at /alone");
        }
    }
}
