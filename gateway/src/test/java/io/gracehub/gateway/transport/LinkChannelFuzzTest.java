// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.config.GatewaySettings;
import io.gracehub.gateway.frame.NaiveFrames;
import io.gracehub.gateway.frame.NaiveFrames.Frame;
import io.gracehub.gateway.frame.Opcode;
import io.gracehub.gateway.frame.Pieces;
import io.gracehub.gateway.link.LinkDialer;
import io.gracehub.gateway.server.ServerAddress;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a server may answer to the handshake of a link, and say over it, cut anywhere: against what a naive reader reads. */
class LinkChannelFuzzTest {

    private static final RelayBounds BOUNDS = new RelayBounds(
            1024, 4096, Duration.ofHours(1), Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(2));
    private static final int LONGEST_HEADER = 10;
    private static final Loops LOOPS = new Loops(1);
    private static final LinkClient CLIENT = new LinkClient(
            new ServerDialer(
                    LOOPS, Tls.towardsServers(new GatewaySettings.ServerTls(Optional.empty())), Duration.ofSeconds(1)),
            LOOPS.controlEventLoop(),
            BOUNDS,
            "s3cret");

    private record Outcome(List<String> told, List<String> sent, List<Frame> frames) {}

    /** The first byte says what follows, an answer or frames, and how it is cut. */
    @FuzzTest
    void link_cutAnywhere_tellsWhatANaiveReaderReads(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(bytes, 1, bytes.length);
        int how = (bytes[0] & 0xFF) >> 1;
        boolean opened = (bytes[0] & 1) != 0;
        Outcome whole = spoken(opened, List.of(stream));
        Outcome pieces = spoken(opened, Pieces.of(stream, how));
        assertThat(pieces.told()).isEqualTo(whole.told());
        assertThat(pieces.sent()).isEqualTo(whole.sent());
        assertThat(whole.told()).filteredOn(LinkChannelFuzzTest::last).hasSize(1);
        assertThat(last(whole.told().get(whole.told().size() - 1))).isTrue();
        if (opened) {
            judge(stream, whole);
        }
    }

    private static boolean last(String told) {
        return told.startsWith("closed") || told.startsWith("refused") || told.startsWith("failed");
    }

    private static void judge(byte[] stream, Outcome outcome) {
        NaiveFrames read = NaiveFrames.of(stream, false, LinkClient.MAX_BYTES);
        List<String> expected = new ArrayList<>(List.of("opened"));
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        boolean closed = false;
        int opcode = 0;
        for (Frame frame : read.frames()) {
            if (frame.opcode() == Opcode.CLOSE) {
                closed = true;
                break;
            } else if (frame.opcode() == Opcode.PONG) {
                expected.add("pong");
            } else if (!frame.control()) {
                opcode = frame.opcode() == Opcode.CONTINUATION ? opcode : frame.opcode();
                content.writeBytes(frame.payload());
                if (frame.fin() && opcode == Opcode.TEXT) {
                    expected.add("received " + content.toString(UTF_8));
                }
                if (frame.fin()) {
                    content.reset();
                }
            }
        }
        List<String> told = outcome.told().subList(0, outcome.told().size() - 1);
        boolean refused = outcome.sent().stream().anyMatch(frame -> frame.matches("8 100[279] "));
        assertThat(expected.subList(0, refused ? Math.min(told.size(), expected.size()) : expected.size()))
                .isEqualTo(told);
        int end = read.frames().isEmpty()
                ? 0
                : read.frames().get(read.frames().size() - 1).end();
        boolean begun = stream.length - end < LONGEST_HEADER; // the codec may wait for more of it
        assertThat(refused || closed || begun || read.violation() == 0)
                .as("a server that breaks the protocol is told")
                .isTrue();
    }

    private static Outcome spoken(boolean opened, List<byte[]> pieces) {
        ServerAddress server = new ServerAddress(false, "10.0.0.1", 9080, "/chat");
        Listening events = new Listening();
        LinkHandshake handshake = new LinkHandshake(CLIENT.handshaker(server), false, BOUNDS, events);
        PipedChannel channel =
                new PipedChannel(new HttpClientCodec(), new HttpObjectAggregator(BOUNDS.maxHeader()), handshake);
        handshake.connecting(channel.newSucceededFuture());
        int request = channel.sent().length;
        if (opened) {
            String head = new String(channel.sent(), ISO_8859_1);
            channel.receive(RawServer.answer(head, "Sec-WebSocket-Protocol: gracehub.v1\r\n")
                    .getBytes(ISO_8859_1));
        }
        pieces.forEach(channel::receive);
        byte[] sent = channel.sent();
        channel.end();
        NaiveFrames frames = NaiveFrames.of(Arrays.copyOfRange(sent, request, sent.length), true, LinkClient.MAX_BYTES);
        assertThat(frames.violation()).isZero();
        List<String> said = new ArrayList<>();
        for (Frame frame : frames.frames()) {
            assertThat(said).as("nothing follows a Close frame").noneMatch(each -> each.startsWith("8 "));
            said.add(shown(frame));
        }
        return new Outcome(events.told, said, frames.frames());
    }

    private static String shown(Frame frame) {
        byte[] payload = frame.payload();
        if (frame.opcode() == Opcode.CLOSE) {
            return "8 " + (payload.length < 2 ? "none" : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF)) + " ";
        }
        return frame.opcode() + " " + Arrays.toString(payload);
    }

    private static final class Listening implements LinkDialer.Events {

        private final List<String> told = new ArrayList<>();

        @Override
        public void opened(LinkDialer.Wire wire) {
            told.add("opened");
        }

        @Override
        public void refused(int status) {
            told.add("refused " + status);
        }

        @Override
        public void failed(String why) {
            told.add("failed");
        }

        @Override
        public void received(String text) {
            told.add("received " + text);
        }

        @Override
        public void pong() {
            told.add("pong");
        }

        @Override
        public void closed(int code, String reason) {
            told.add("closed " + code + " " + reason);
        }
    }
}
