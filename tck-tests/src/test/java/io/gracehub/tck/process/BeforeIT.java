// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.PlainEcho;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Received;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.ServerBuilder;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.server.ServerKind;
import io.gracehub.tck.spec.NotOn;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens without the library: the proof that the harness sees the difference. */
final class BeforeIT {

    private static ServerBuilder plainServer() {
        return Server.named("before")
                .war(Wars.plain("plain").classes(PlainEcho.class, Trace.class).build());
    }

    @Test
    void term_withoutLibrary_breaksConnectionsAtOnce() {
        try (Server server = plainServer().start();
                WebSocketClient client = WebSocketClient.connect(server.ws("/plain/echo"))) {
            client.exchange("hello", "echo hello");

            long signalled = System.nanoTime();
            server.signal("TERM");

            Received.Closed end = client.awaitClosed(Bound.seconds(2));
            assertThat(end.code()).isEqualTo(ServerKind.present().product().ownEnd());
            assertThat(Duration.ofNanos(end.nanos() - signalled)).isLessThan(Bound.seconds(1));
            assertThat(server.exitCode(Bound.seconds(60))).isEqualTo(143);
        }
    }

    @Test
    @NotOn(
            value = {ServerKind.WILDFLY, ServerKind.GLASSFISH, ServerKind.PAYARA, ServerKind.TOMCAT},
            why = "the application is told, when the connections are closed already")
    void term_withoutLibrary_doesNotTellTheApplication() {
        try (Server server = plainServer().start();
                WebSocketClient client = WebSocketClient.connect(server.ws("/plain/echo"))) {
            client.exchange("hello", "echo hello");

            server.signal("TERM");

            client.awaitClosed(Bound.seconds(2));
            assertThat(server.exitCode(Bound.seconds(60))).isEqualTo(143);
            assertThat(server.traceTexts()).doesNotContain("plain closed");
        }
    }

    @Test
    @NotOn(
            value = {ServerKind.WILDFLY, ServerKind.TOMCAT},
            why = "an undeploy closes connections by itself")
    void undeploy_withoutLibrary_leavesZombieConnection() {
        try (Server server = plainServer().start();
                WebSocketClient client = WebSocketClient.connect(server.ws("/plain/echo"))) {
            client.exchange("hello", "echo hello");

            int mark = server.mark();
            server.undeploy("plain");
            server.awaitStopped(mark, "plain", Bound.seconds(30));

            client.exchange("anyone", "echo anyone");
            assertThat(client.open()).isTrue();
        }
    }

    @Test
    void interrupt_withoutLibrary_exitsWith130() {
        try (Server server = plainServer().start()) {
            server.signal("INT");

            assertThat(server.exitCode(Bound.seconds(60))).isEqualTo(130);
        }
    }
}
