// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.ALL_STAGES;
import static io.gracehub.tck.process.Scenario.assertLeft;
import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.heard;
import static io.gracehub.tck.process.Scenario.leaving;
import static io.gracehub.tck.process.Scenario.stages;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.PlainEcho;
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
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Hubs in the WARs of an EAR. */
@NotOn(value = ServerKind.TOMCAT, why = "it has no EARs")
final class EarIT {

    private static final String EAR = "shared";

    @Test
    @Clause("ERR-7")
    void ear_withTheLibraryInItsLib_failsDeployment() {
        EnterpriseArchive ear = ear().addAsLibrary(new File(System.getProperty("gracehub.tck.library")))
                .addAsModule(Wars.plain("fine").classes(Fine.class, Trace.class).build());

        try (Server server = Server.named("ear").start()) {
            int mark = server.mark();
            server.deploy(ear);

            server.awaitFailed(mark, EAR, Bound.seconds(60));
            server.awaitLog(mark, "GRACEHUB1008E.*Fine.*WEB-INF/lib", Bound.SOON);
            assertThat(server.get("/fine/fine").status()).isEqualTo(404);
        }
    }

    @Test
    @Clause("HUB-24")
    void term_withTheLibraryInAWar_drains() {
        WebArchive other = Wars.plain("other").classes(PlainEcho.class).build();
        try (Server server = with(hubs("chat"), other)) {
            List<WebSocketClient> clients = leaving(server, 2);

            server.signal("TERM");

            assertLeft(clients);
            assertThat(server.exitCode(Bound.seconds(30))).isEqualTo(143);
            assertThat(stages(server)).isEqualTo(ALL_STAGES);
        }
    }

    @Test
    @Clause("HUB-25")
    @NotOn(
            value = {ServerKind.GLASSFISH, ServerKind.PAYARA},
            why = "it takes the library's CDI extension from one WAR alone: the hubs of the others are not there")
    void undeploy_withTheLibraryInEachWar_drainsBoth() {
        try (Server server = with(hubs("chat"), hubs("other"))) {
            List<WebSocketClient> clients = new ArrayList<>(leaving(server, 2));
            clients.addAll(heard(WebSocketClient.connect(
                    server.ws("/other/chat"), 2, WebSocketClient.options().leaveOn("exit"))));
            int mark = server.mark();

            server.undeploy(EAR);

            assertLeft(clients);
            server.awaitStopped(mark, EAR, Bound.seconds(60));
            assertThat(stages(server)).hasSize(2 * ALL_STAGES.size());
            assertThat(server.alive()).isTrue();
        }
    }

    private static WebArchive hubs(String name) {
        return chat(name)
                .webInf("beans.xml", "<beans version=\"4.0\" bean-discovery-mode=\"all\"/>")
                .build();
    }

    private static Server with(WebArchive... wars) {
        Server server = Server.named("ear").start();
        int mark = server.mark();
        server.deploy(ear().addAsModules(wars));
        server.awaitStarted(mark, EAR);
        return server;
    }

    private static EnterpriseArchive ear() {
        return ShrinkWrap.create(EnterpriseArchive.class, EAR + ".ear");
    }
}
