// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.GracefulShutdownMode;
import io.gracehub.Stage;
import io.gracehub.config.MigrationLevel;
import io.gracehub.link.LinkCodec;
import io.gracehub.link.LinkMessage;
import io.gracehub.link.LinkProtocol;
import io.gracehub.link.MalformedLinkMessageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Whatever a gateway says over its link, a line each: it is answered as it is due, or the link ends with 1002. */
class GatewayLinkFuzzTest {

    private final LinkCodec codec = new LinkCodec();
    private final Logger logger = Logger.getLogger("io.gracehub");

    @BeforeEach
    void hush() {
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void speak() {
        logger.setUseParentHandlers(true);
    }

    @FuzzTest
    void messages_ofAnyKind_areAnsweredOrEndTheLink(byte[] bytes) throws Exception {
        ManualTimer timer = new ManualTimer();
        LinkSettings settings = new LinkSettings(
                "alpha",
                "r7",
                MigrationLevel.ANY,
                Map.of("/chat", GracefulShutdownMode.MIGRATE_CLIENTS),
                Duration.ofSeconds(3));
        Passages passages = new Passages(settings, timer);
        Links links =
                new Links(settings, new Surroundings(() -> Stage.RUNNING, () -> {}, timer, Runnable::run), passages);
        RecordingWire wire = new RecordingWire();
        GatewayLink link = new GatewayLink(wire, new LinkJson(), links, passages, timer);
        link.opened();
        FakeMovable connection = new FakeMovable();
        Passage passage = passages.announce("c", "/chat", link, links);
        passage.arrive();
        passage.opened(connection);

        List<String> announced = new ArrayList<>();
        for (String text : new String(bytes, UTF_8).split("\n", -1)) {
            wire.written.clear();
            Optional<LinkMessage> message;
            try {
                message = codec.read(text);
            } catch (MalformedLinkMessageException malformed) {
                link.received(text);
                assertThat(wire.written).containsExactly("close 1002");
                continue;
            }
            int exits = connection.exits.size();
            link.received(text);

            LinkMessage said = message.orElse(null);
            if (said instanceof LinkMessage.Expect expect) {
                announced.add(expect.connection());
                assertThat(answer(wire)).isEqualTo(new LinkMessage.Expecting(expect.connection()));
            } else if (said instanceof LinkMessage.Leave leave
                    && !leave.connection().equals("c")) {
                assertThat(answer(wire)).isInstanceOfSatisfying(LinkMessage.Stay.class, stay -> {
                    assertThat(stay.connection()).isEqualTo(leave.connection());
                });
            } else {
                assertThat(wire.written).isEmpty();
            }
            assertThat(connection.exits)
                    .hasSize(exits
                            + (said instanceof LinkMessage.Leave leave
                                            && leave.connection().equals("c")
                                    ? 1
                                    : 0));
        }
        timer.advance(LinkProtocol.EXPECTED_FOR);
        assertThat(announced).allMatch(id -> link.takeExpected(id) == null);
        link.ended("the test ends");
        assertThat(links.withToken(link.token())).isNull();
    }

    private LinkMessage answer(RecordingWire wire) throws MalformedLinkMessageException {
        assertThat(wire.written).hasSize(1);
        return codec.read(wire.written.get(0)).orElseThrow();
    }
}
