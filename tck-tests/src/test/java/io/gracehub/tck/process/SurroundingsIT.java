// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.ContextPathHub;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.bad.Fine;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.server.ServerKind;
import io.gracehub.tck.spec.NotOn;
import java.io.File;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hubs where something is different around them: what the server lacks, where the library is, what else the WAR has. */
final class SurroundingsIT {

    @ParameterizedTest
    @CsvSource({
        "servlet-6.0, 'GRACEHUB1750W.*cdi', 'GRACEHUB1751E.*websocket'",
        "servlet-6.0 websocket-2.1, 'GRACEHUB1750W.*cdi', 'GRACEHUB1750W.*CDI'",
    })
    @Clause("ERR-8")
    @NotOn(
            value = {ServerKind.WILDFLY, ServerKind.GLASSFISH, ServerKind.PAYARA},
            why = "CDI and WebSocket are always there")
    @NotOn(value = ServerKind.TOMCAT, why = "WebSocket is always there, and a WAR brings CDI or does not")
    void start_withoutCdi_saysWhatToEnable(String features, String one, String other) {
        try (Server server = Server.named("lacking")
                .features(features.split(" "))
                .war(Wars.named("fine").classes(Fine.class, Trace.class).build())
                .start()) {
            assertThat(server.logs()).containsPattern(one).containsPattern(other);
        }
    }

    @Test
    @Clause("ERR-7")
    @NotOn(
            value = {ServerKind.WILDFLY, ServerKind.GLASSFISH, ServerKind.PAYARA},
            why = "the test deploys an EAR by the configuration of Open Liberty")
    @NotOn(value = ServerKind.TOMCAT, why = "it has no EARs")
    void ear_withTheLibraryInItsLib_failsDeployment(@TempDir Path directory) {
        Path ear = directory.resolve("shared.ear");
        ShrinkWrap.create(EnterpriseArchive.class)
                .addAsLibrary(new File(System.getProperty("gracehub.tck.library")))
                .addAsModule(Wars.plain("fine").classes(Fine.class, Trace.class).build())
                .as(ZipExporter.class)
                .exportTo(ear.toFile());

        try (Server server = Server.named("ear")
                .xml("<enterpriseApplication name=\"shared\" location=\"" + ear + "\"/>")
                .start()) {
            String log = server.awaitFailed(0, "shared", Bound.seconds(30));

            assertThat(log).containsPattern("GRACEHUB1008E.*Fine.*WEB-INF/lib");
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
