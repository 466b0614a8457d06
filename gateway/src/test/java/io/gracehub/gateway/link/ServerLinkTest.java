// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.link;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.loop.ManualLoop;
import io.gracehub.gateway.server.Probe;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import io.gracehub.link.LinkCodec;
import io.gracehub.link.LinkMessage;
import io.gracehub.link.LinkProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One server's link: the test is the server's end of its wire, and moves the time. */
class ServerLinkTest {

    private static final Duration LONG = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final ManualLoop loop = new ManualLoop();
    private final LinkCodec codec = new LinkCodec();
    private final Servers servers = new Servers();
    private final List<String> log = new ArrayList<>();
    private final Server server;
    private final ServerLink link;
    private LinkDialer.@Nullable Events events;
    private Probe.Answer ready = Probe.Answer.READY;
    private int dials;
    private int probes;

    ServerLinkTest() {
        servers.add(new ServerAddress(false, "127.0.0.1", 1, ""));
        server = servers.all().get(0);
        link = new ServerLink(
                server,
                new ServerLink.Surroundings(
                        servers,
                        loop,
                        (address, asking) -> {
                            dials++;
                            events = asking;
                        },
                        (address, answer) -> {
                            probes++;
                            loop.execute(() -> answer.accept(ready));
                        },
                        codec,
                        SILENCE,
                        new RecordingListener()));
        link.start();
    }

    private LinkDialer.Events events() {
        return requireNonNull(events);
    }

    private void say(LinkMessage message) {
        events().received(codec.write(message));
    }

    private static LinkMessage hello(String stage) {
        return hello("a", stage);
    }

    private static LinkMessage hello(String name, String stage) {
        return new LinkMessage.Hello(name, "7", List.of("/chat"), "token", stage, "any");
    }

    /** The link ends as its network has vanished. */
    private void fallSilent() {
        linkUp();
        loop.pass(LinkProtocol.PING_INTERVAL.multipliedBy(LinkProtocol.MISSED_PINGS + 1L));
        events().closed(1006, "");
        log.clear();
    }

    private void linkUp() {
        events().opened(new RecordingWire());
        say(hello("RUNNING"));
        log.clear();
    }

    @Test
    void hello_makesTheServerReadyAndKnown() {
        events().opened(new RecordingWire());
        assertThat(server.state()).isEqualTo(ServerState.JOINING);
        assertThat(link.send(new LinkMessage.FinAck())).as("before hello").isFalse();

        say(hello("RUNNING"));

        assertThat(server.state()).isEqualTo(ServerState.READY);
        assertThat(server.identity())
                .hasValueSatisfying(identity -> assertThat(identity.token()).isEqualTo("token"));
        assertThat(log).containsExactly("linked");
        assertThat(link.send(new LinkMessage.FinAck())).isTrue();
    }

    @Test
    void hello_ofAServerThatDrains_makesItOffline() {
        events().opened(new RecordingWire());

        say(hello("CLIENTS"));

        assertThat(server.state()).isEqualTo(ServerState.OFFLINE);
        assertThat(link.linked()).isTrue();
    }

    @Test
    void silence_whenHelloIsDue_closesTheLink() {
        events().opened(new RecordingWire());

        loop.pass(Duration.ofSeconds(5));

        assertThat(log).containsExactly("close 1002 no hello");
    }

    @Test
    void anotherMessage_whenHelloIsDue_closesTheLink() {
        events().opened(new RecordingWire());

        say(new LinkMessage.Resume());

        assertThat(log).containsExactly("close 1002 hello is due");
        assertThat(server.identity()).isEmpty();
    }

    @Test
    void malformedMessage_whenLinked_closesTheLink() {
        linkUp();

        events().received("{\"type\":\"fin\"}");

        assertThat(log).containsExactly("close 1002 malformed message");
    }

    @Test
    void fin_makesTheServerOfflineAndIsAnsweredEachTime() {
        linkUp();
        LinkMessage fin = new LinkMessage.Fin("migrate-clients", Duration.ofSeconds(20));

        say(fin);
        say(fin);

        assertThat(server.state()).isEqualTo(ServerState.OFFLINE);
        assertThat(log).containsExactly("draining 20", "send finack", "draining 20", "send finack");
    }

    @Test
    void resume_makesTheServerReadyAgain() {
        linkUp();
        say(new LinkMessage.Fin("migrate-clients", Duration.ofSeconds(20)));
        log.clear();

        say(new LinkMessage.Resume());

        assertThat(server.state()).isEqualTo(ServerState.READY);
        assertThat(log).containsExactly("resumed");
    }

    @Test
    void pings_thatNobodyAnswers_closeTheLink() {
        linkUp();

        loop.pass(LinkProtocol.PING_INTERVAL.multipliedBy(LinkProtocol.MISSED_PINGS + 1L));

        assertThat(log).containsExactly("ping", "ping", "ping", "close 1001 no answer to pings");
    }

    @Test
    void pings_thatAreAnswered_goOn() {
        linkUp();

        for (int i = 0; i < 10; i++) {
            loop.pass(LinkProtocol.PING_INTERVAL);
            events().pong();
        }

        assertThat(log).hasSize(10).containsOnly("ping");
    }

    @Test
    void end_ofTheLinkOfAReadyServer_isNotYetItsEnd() {
        linkUp();

        events().closed(1006, "");

        assertThat(server.state()).isEqualTo(ServerState.JOINING);
        assertThat(server.identity()).isEmpty();
        assertThat(log).containsExactly("unlinked");
        loop.pass(LONG);
        assertThat(dials).isEqualTo(2);
    }

    @Test
    void failure_makesTheServerGoneAndIsTriedAgainLessAndLessOften() {
        for (int i = 0; i < 20; i++) {
            events().failed("connection refused");
            loop.pass(Duration.ofSeconds(2));
        }

        assertThat(server.state()).isEqualTo(ServerState.GONE);
        assertThat(dials).isEqualTo(21);
        events().failed("connection refused");
        loop.pass(Duration.ofMillis(1_900));
        assertThat(dials).as("the longest pause is 2 s").isEqualTo(21);
    }

    @Test
    void linkThatBreaksTheProtocolEachTime_isDialledLessAndLessOften() {
        for (int i = 0; i < 8; i++) {
            events().opened(new RecordingWire());
            say(hello("RUNNING"));
            events().received("no JSON");
            events().closed(1002, "");
            loop.pass(Duration.ofSeconds(2));
        }
        int before = dials;
        events().opened(new RecordingWire());
        say(hello("RUNNING"));
        events().closed(1002, "");

        loop.pass(Duration.ofMillis(1_900));

        assertThat(dials).isEqualTo(before);
    }

    @Test
    void linkThatIsCutEachTime_isDialledAsSoonEachTime_whereConnectionsMayWaitForIt() {
        server.arriving();
        for (int i = 0; i < 8; i++) {
            events().opened(new RecordingWire());
            say(hello("RUNNING"));
            events().closed(1006, "");
            loop.pass(Duration.ofMillis(100));

            assertThat(dials).isEqualTo(i + 2);
        }
    }

    @Test
    void linkThatIsCutEachTime_isDialledLessAndLessOften_whereThereIsNoConnection() {
        for (int i = 0; i < 8; i++) {
            events().opened(new RecordingWire());
            say(hello("RUNNING"));
            events().closed(1006, "");
            loop.pass(Duration.ofSeconds(2));
        }
        int before = dials;
        events().opened(new RecordingWire());
        say(hello("RUNNING"));
        events().closed(1006, "");

        loop.pass(Duration.ofMillis(1_900));

        assertThat(dials).isEqualTo(before);
    }

    @Test
    void refusal_leavesTheServerToItsReadiness() {
        events().refused(404);

        assertThat(probes).isEqualTo(1);
        assertThat(dials)
                .as("what has just become ready may offer a link by now")
                .isEqualTo(2);
        events().refused(404);
        assertThat(server.state()).isEqualTo(ServerState.READY);
        ready = Probe.Answer.NOT_READY;
        loop.pass(Duration.ofSeconds(1));
        assertThat(server.state()).isEqualTo(ServerState.OFFLINE);
        ready = Probe.Answer.UNREACHABLE;
        loop.pass(Duration.ofSeconds(1));
        assertThat(server.state()).isEqualTo(ServerState.GONE);
    }

    @Test
    void silence_thatLasts_isTheLossOfTheServer_toldOnce() {
        fallSilent();

        loop.pass(SILENCE.minusMillis(1));
        assertThat(log).isEmpty();
        loop.pass(Duration.ofMillis(1));

        assertThat(log).containsExactly("lost");
        loop.pass(SILENCE.multipliedBy(3));
        events().opened(new RecordingWire());
        say(hello("RUNNING"));
        assertThat(log).containsExactly("lost", "linked");
    }

    @Test
    void silence_isNotEndedByARefusal() {
        fallSilent();
        loop.pass(Duration.ofMillis(200));
        events().refused(404);

        loop.pass(SILENCE);

        assertThat(log).containsExactly("lost");
    }

    @Test
    void silence_thatTheSameProcessEnds_isNoLoss() {
        fallSilent();
        loop.pass(Duration.ofMillis(200));
        events().opened(new RecordingWire());
        say(hello("RUNNING"));

        events().closed(1001, "");
        loop.pass(SILENCE);

        assertThat(log).containsExactly("linked", "unlinked");
        assertThat(loop.timers()).as("the silence's is gone").isZero();
    }

    @Test
    void silence_thatAnotherProcessEnds_isTheLossOfTheFirst() {
        fallSilent();
        loop.pass(Duration.ofMillis(200));
        events().opened(new RecordingWire());

        say(hello("b", "RUNNING"));

        assertThat(log).containsExactly("lost", "linked");
    }

    @Test
    void end_ofALinkThatHasAnsweredItsPings_isNoSilence() {
        linkUp();
        loop.pass(LinkProtocol.PING_INTERVAL);
        events().pong();
        events().closed(1006, "");
        log.clear();

        loop.pass(SILENCE.multipliedBy(2));

        assertThat(log).isEmpty();
    }

    @Test
    void stop_whenLinked_saysGoodbyeAndDialsNoMore() {
        linkUp();

        link.stop();
        events().closed(1001, "");
        loop.pass(LONG);

        assertThat(log).containsExactly("close 1001 the gateway stops");
        assertThat(server.identity()).isEmpty();
        assertThat(dials).isEqualTo(1);
        assertThat(loop.timers()).isZero();
    }

    @Test
    void opened_whenStopped_isClosedAtOnce() {
        link.stop();

        events().opened(new RecordingWire());

        assertThat(log).containsExactly("close 1001 the gateway stops");
    }

    private final class RecordingWire implements LinkDialer.Wire {
        @Override
        public void send(String text) {
            log.add("send " + text.replaceAll(".*\"type\":\"(\\w+)\".*", "$1"));
        }

        @Override
        public void ping() {
            log.add("ping");
        }

        @Override
        public void close(int code, String reason) {
            log.add("close " + code + " " + reason);
        }
    }

    private final class RecordingListener implements LinkListener {
        @Override
        public void linked(Server linked) {
            log.add("linked");
        }

        @Override
        public void draining(Server draining, Duration deadline) {
            log.add("draining " + deadline.toSeconds());
        }

        @Override
        public void migrate(Server migrating, @Nullable List<String> connections) {
            log.add("migrate");
        }

        @Override
        public void resumed(Server resumed) {
            log.add("resumed");
        }

        @Override
        public void unlinked(Server unlinked) {
            log.add("unlinked");
        }

        @Override
        public void lost(Server lost) {
            log.add("lost");
        }

        @Override
        public void about(Server about, LinkMessage.AboutConnection message) {
            log.add(message.type());
        }
    }
}
