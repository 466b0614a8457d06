// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.app.Control;
import io.gracehub.tck.app.MovingHub;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.GatewayBuilder;
import io.gracehub.tck.harness.GatewayProcess;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.harness.ServerBuilder;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import org.junit.jupiter.api.Test;

/** What the manifests tell the pods, told to real processes. */
final class ManifestsIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final int TERMINATED = 143;

    @Test
    void gateway_withTheManifestsSettings_takesThemAll() {
        try (GatewayProcess gateway = gateway().start()) {
            gateway.awaitOutput(0, "GRACEHUB5800I: .*dns\\+http://gracehub-chat-servers:9080", Bound.SOON);

            assertThat(gateway.output())
                    .doesNotContainPattern("GRACEHUB50\\d\\dW")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void client_whenItsServerIsReplaced_stays() {
        try (Server old = server("old", "0.1.0");
                Server young = server("young", "0.2.0");
                GatewayProcess gateway = gateway()
                        .server(old.origin() + "/chat")
                        .server(young.origin() + "/chat")
                        .start()) {
            gateway.awaitOutput(0, "GRACEHUB5200I: .*:" + old.port() + "/chat:", Bound.seconds(20));
            gateway.awaitOutput(0, "GRACEHUB5200I: .*:" + young.port() + "/chat:", Bound.seconds(20));
            assertThat(old.logs()).doesNotContainPattern("GRACEHUB11\\d\\dW");
            WebSocketClient one = WebSocketClient.connect(gateway.ws("/chat/moving"));
            WebSocketClient other = WebSocketClient.connect(gateway.ws("/chat/moving"));

            old.signal("TERM");
            assertThat(old.exitCode(Bound.seconds(30))).isEqualTo(TERMINATED);

            for (WebSocketClient client : new WebSocketClient[] {one, other}) {
                client.exchange("still there?", "echo still there?");
            }
        }
    }

    private static GatewayBuilder gateway() {
        GatewayBuilder builder =
                GatewayProcess.with().env("GRACEHUB_LINK_SECRET", SECRET).env("GRACEHUB_CONTROL_TOKEN", SECRET);
        Workload.named(Workload.GATEWAY).settings().forEach(builder::env);
        return builder;
    }

    private static Server server(String name, String revision) {
        ServerBuilder builder = Server.named("pod-" + name)
                .war(Wars.named("chat")
                        .classes(MovingHub.class, Control.class, Trace.class)
                        .build())
                .env("GRACEHUB_SERVER_NAME", name)
                .env("GRACEHUB_SERVER_REVISION", revision)
                .env("GRACEHUB_LINK_SECRET", SECRET);
        Workload.named(Workload.APPLICATION).settings().forEach(builder::env);
        return builder.start();
    }
}
