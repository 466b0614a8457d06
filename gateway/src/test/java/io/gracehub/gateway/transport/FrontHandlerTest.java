// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.server.Router;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FrontHandlerTest {

    private static final String HEADER = "x".repeat(16_000);

    private static final int MANY = 10_000;

    private final Server server = new Server(new ServerAddress(false, "127.0.0.1", 1, ""));
    private final Shut shut = new Shut();
    private Router.Route route = new Router.Route.To(server);
    private final HttpProxy proxy = new HttpProxy(
            (path, tried) -> route,
            (chosen, loop, user) -> new HttpProxyUpstream(chosen, user), // which is never connected
            false,
            Duration.ZERO);
    private final EmbeddedChannel client = new EmbeddedChannel(
            shut,
            new FrontHandler(proxy, (ctx, request) -> {}, new FrontGate(1), new FrontPatience(Duration.ofSeconds(10))));

    /** A socket that takes nothing until it is opened. */
    private static final class Shut extends ChannelOutboundHandlerAdapter {

        private boolean open = true;

        @Override
        public void flush(ChannelHandlerContext ctx) {
            if (open) {
                ctx.flush();
            }
        }
    }

    private void ask(String header) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.headers().set("Host", "h").set("X", header);
        client.writeInbound(request, LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Test
    void requests_sentAhead_countWithTheirHeaders() {
        for (int ahead = 0; ahead < 4; ahead++) {
            ask(HEADER);
            assertThat(client.config().isAutoRead()).as("%d ahead", ahead).isTrue();
        }
        ask(HEADER);

        assertThat(client.config().isAutoRead()).isFalse();
        client.finishAndReleaseAll();
    }

    @Test
    void requests_whoseRefusalsAreNotRead_areNotTaken_untilTheyAre() {
        route = new Router.Route.Unknown();
        shut.open = false;
        int asked = 0;
        while (client.config().isAutoRead() && asked < MANY) {
            ask("");
            asked++;
        }
        assertThat(asked).isBetween(2, MANY - 1);

        shut.open = true;
        client.flush();

        assertThat(client.config().isAutoRead()).isTrue();
        assertThat(client.outboundMessages()).hasSize(asked);
        client.finishAndReleaseAll();
    }
}
