// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static io.gracehub.tck.process.Scenario.chat;
import static io.gracehub.tck.process.Scenario.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Answer;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Clause;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.server.ServerKind;
import io.gracehub.tck.spec.NotOn;
import org.junit.jupiter.api.Test;

/** The readiness probe, with MicroProfile Health and without. */
final class ReadinessIT {

    private static final String OWN = "/chat/gracehub/ready";

    @Test
    @Clause("STAGE-18")
    @NotOn(
            value = {ServerKind.WILDFLY, ServerKind.PAYARA},
            why = "MicroProfile Health is always there")
    void ownProbe_withoutMicroProfileHealth_provesThatTheServerIsOffline() {
        try (Server server = server(chat().config("gracehub.shutdown.offline.timeout", "25s")
                        .config("gracehub.shutdown.offline.probes", "2"))
                .features("servlet-6.0", "cdi-4.0", "websocket-2.1", "mpConfig-3.1")
                .start()) {
            assertThat(server.logs()).containsOnlyOnce("GRACEHUB1011I");
            Answer up = server.get(OWN);
            assertThat(up.status()).isEqualTo(200);
            assertThat(up.body())
                    .startsWith(
                            "{\"status\":\"UP\",\"checks\":[{\"name\":\"gracehub\",\"status\":\"UP\",\"data\":{\"stage\":\"RUNNING\"");
            assertThat(server.post(OWN).status()).isEqualTo(405);

            server.post("/chat/control/drain");
            server.awaitTrace("stage RUNNING>OFFLINE", Bound.SOON);
            assertThat(server.get(OWN).status()).isEqualTo(503);
            assertThat(server.get(OWN).body()).contains("\"status\":\"DOWN\"", "\"stage\":\"OFFLINE\"");

            server.awaitTrace("stage OFFLINE>HOOKS", Bound.SOON);
        }
    }

    @Test
    @Clause("STAGE-18")
    @NotOn(
            value = {ServerKind.GLASSFISH, ServerKind.TOMCAT},
            why = "it has no MicroProfile Health")
    void ownProbe_withMicroProfileHealth_isNotThere() {
        try (Server server = server(chat()).start()) {
            assertThat(server.readiness().status()).isEqualTo(200);
            assertThat(server.get(OWN).status()).isEqualTo(404);
        }
    }

    @Test
    @Clause("TRIG-7")
    @NotOn(
            value = {ServerKind.GLASSFISH, ServerKind.TOMCAT},
            why = "it has no MicroProfile Health; each application has a readiness probe of its own")
    void readiness_withTwoWars_hasACheckOfEach() {
        try (Server server = server(chat(), chat("other")).start()) {
            assertThat(server.readiness().checks("gracehub")).hasSize(2);
        }
    }
}
