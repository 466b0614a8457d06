// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.loop.ManualLoop;
import io.gracehub.gateway.migration.Migrations;
import io.gracehub.gateway.server.Probe;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.gateway.server.Servers;
import io.gracehub.link.LinkCodec;
import io.gracehub.link.LinkMessage;
import io.gracehub.link.MalformedLinkMessageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Whatever a server says over its link, a line each: it is taken, or the link ends with 1002. */
class ServerLinkFuzzTest {

    private final LinkCodec codec = new LinkCodec();
    private final Logger logger = Logger.getLogger("io.gracehub.gateway");

    @BeforeEach
    void hush() {
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void speak() {
        logger.setUseParentHandlers(true);
    }

    @FuzzTest
    void messages_ofAnyKind_areTakenOrEndTheLink(byte[] bytes) throws Exception {
        ManualLoop loop = new ManualLoop();
        Servers servers = new Servers();
        servers.add(new ServerAddress(false, "127.0.0.1", 1, ""));
        servers.add(new ServerAddress(false, "127.0.0.1", 2, ""));
        Server server = servers.all().get(0);
        Migrations migrations = new Migrations(servers, loop, 1);
        List<LinkDialer.Events> dialled = new ArrayList<>();
        ServerLink link = new ServerLink(
                server,
                new ServerLink.Surroundings(
                        servers,
                        loop,
                        (address, asking) -> dialled.add(asking),
                        (address, answer) -> loop.execute(() -> answer.accept(Probe.Answer.READY)),
                        codec,
                        Duration.ofSeconds(10),
                        migrations));
        link.start();
        Wire wire = new Wire();
        dialled.get(0).opened(wire);

        boolean greeted = false;
        for (String text : new String(bytes, UTF_8).split("\n", -1)) {
            wire.said.clear();
            Optional<LinkMessage> message = Optional.empty();
            boolean malformed = false;
            try {
                message = codec.read(text);
            } catch (MalformedLinkMessageException refused) {
                malformed = true;
            }
            dialled.get(0).received(text);

            if (malformed || (!greeted && message.isPresent() && !(message.get() instanceof LinkMessage.Hello))) {
                assertThat(wire.said).containsExactly("close 1002");
                dialled.get(0).closed(1002, "");
                assertThat(link.linked()).isFalse();
                break;
            }
            greeted |= message.isPresent();
            assertThat(link.linked()).isEqualTo(greeted);
            if (message.isPresent() && message.get() instanceof LinkMessage.Fin) {
                assertThat(wire.said).containsExactly("{\"type\":\"finack\"}");
            } else {
                assertThat(wire.said).isEmpty();
            }
        }
        loop.pass(Duration.ofSeconds(30));
        assertThat(dialled).as("a server that is lost is dialled again").hasSizeLessThan(3);
        link.stop();
    }

    private static final class Wire implements LinkDialer.Wire {

        private final List<String> said = new ArrayList<>();

        @Override
        public void send(String text) {
            said.add(text);
        }

        @Override
        public void ping() {}

        @Override
        public void close(int code, String reason) {
            said.add("close " + code);
        }
    }
}
