// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.frame.NaiveFrames;
import io.gracehub.gateway.frame.NaiveFrames.Frame;
import io.gracehub.gateway.frame.Opcode;
import io.gracehub.gateway.transport.RelayRun.Session;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A client and its servers, cut anywhere, held, moved and ended at any time: against what a naive reader finds in what
 * each of them has said.
 */
class RelayFuzzTest {

    /** The gateway's own messages may be longer than what it takes. */
    private static final int ANY_FRAME = 1 << 20;

    /** Each step is a byte that says what happens, and for how many bytes that follow. */
    @FuzzTest
    void connection_thatMoves_passesWhatANaiveReaderFinds(byte[] steps) {
        RelayRun run = new RelayRun();
        for (int at = 0; at < steps.length; ) {
            int step = steps[at++] & 0xFF;
            int length = (step & 7) == 4 || (step & 7) == 7 ? 0 : Math.min(step >> 3, steps.length - at);
            step(run, step & 7, step >> 3, Arrays.copyOfRange(steps, at, at + length));
            at += length;
        }
        if (run.undisturbed()) {
            run.release();
            if (run.undisturbed() && bothKeepToTheProtocol(run)) {
                assertNothingLostOrDoubled(run);
            }
        }
        assertFramesOfAClient(run);
        assertFramesOfServers(run);
        closingsEnd(run);
        run.end();
    }

    private static void step(RelayRun run, int what, int how, byte[] bytes) {
        switch (what) {
            case 0, 1 -> run.clientSays(bytes);
            case 2, 3 -> run.serverSays(bytes);
            case 4 -> {
                if (how % 2 == 0) {
                    run.hold();
                } else {
                    run.release();
                }
            }
            case 5 -> run.move(bytes);
            case 6 -> run.deliver(bytes);
            default -> {
                switch (how % 8) {
                    case 0 -> run.clientGoes();
                    case 1 -> run.serverGoes();
                    case 2 -> run.close(1012);
                    case 3 -> run.marks(true);
                    case 4 -> run.marks(false);
                    case 5 -> run.pass(Duration.ofSeconds(4));
                    default -> run.pass(Duration.ofSeconds(9));
                }
            }
        }
    }

    private static boolean bothKeepToTheProtocol(RelayRun run) {
        return keepsToTheProtocol(run.fromClient, true)
                && run.sessions.stream().allMatch(each -> keepsToTheProtocol(each.said, false));
    }

    /** And has not begun to close, either. */
    private static boolean keepsToTheProtocol(ByteArrayOutputStream said, boolean masked) {
        byte[] stream = said.toByteArray();
        NaiveFrames read = NaiveFrames.of(stream, masked, RelayRun.MAX_FRAME);
        int end = read.frames().isEmpty()
                ? 0
                : read.frames().get(read.frames().size() - 1).end();
        boolean closing = end < stream.length && (stream[end] & 0x0F) == Opcode.CLOSE;
        return read.violation() == 0
                && !closing
                && read.frames().stream().noneMatch(frame -> frame.opcode() == Opcode.CLOSE);
    }

    private static void assertNothingLostOrDoubled(RelayRun run) {
        List<String> forwarded = new ArrayList<>();
        for (Session session : run.sessions) {
            forwarded.addAll(parts(session.channel.sent(), true));
        }
        List<String> sent = parts(run.fromClient.toByteArray(), true);
        assertThat(withoutControl(forwarded)).isEqualTo(withoutControl(sent));

        List<String> said = new ArrayList<>();
        for (Session session : run.sessions) {
            said.addAll(parts(session.said.toByteArray(), false));
        }
        List<String> got = parts(run.client.sent(), false);
        List<String> ours = new ArrayList<>();
        int at = 0;
        for (String part : got) {
            if (at < said.size() && said.get(at).equals(part)) {
                at++;
            } else {
                ours.add(part);
            }
        }
        assertThat(at).as("what the servers have said has come to the client").isEqualTo(said.size());
        List<String> deliveries = new ArrayList<>(run.delivered.stream()
                .map(each -> "130" + Arrays.toString(each))
                .toList());
        for (String part : ours) {
            boolean pong = part.startsWith("138") && sent.contains("137" + part.substring(3));
            assertThat(pong || deliveries.remove(part))
                    .as("%s is of the gateway", part)
                    .isTrue();
        }
        boolean within =
                run.session().said.size() > 0 && unfinished(run.session().said.toByteArray());
        assertThat(within || deliveries.isEmpty())
                .as("all is delivered but within a message")
                .isTrue();
    }

    private static boolean unfinished(byte[] stream) {
        NaiveFrames read = NaiveFrames.of(stream, false, RelayRun.MAX_FRAME);
        boolean fragments = false;
        int end = 0;
        for (Frame frame : read.frames()) {
            fragments = frame.control() ? fragments : !frame.fin();
            end = frame.end();
        }
        return fragments || end < stream.length;
    }

    /** Whole frames: the first byte and the payload; and the beginning of the last one, if there is one. */
    private static List<String> parts(byte[] stream, boolean masked) {
        List<String> parts = new ArrayList<>();
        int end = 0;
        for (Frame frame : NaiveFrames.of(stream, masked, ANY_FRAME).frames()) {
            parts.add((stream[frame.start()] & 0xFF) + Arrays.toString(frame.payload()));
            end = frame.end();
        }
        if (end < stream.length) {
            parts.add("begun " + Arrays.toString(Arrays.copyOfRange(stream, end, stream.length)));
        }
        return parts;
    }

    /** Without pings, which the gateway answers itself, and its own Close frames. */
    private static List<String> withoutControl(List<String> parts) {
        return parts.stream().filter(part -> !part.matches("13[678].*")).toList();
    }

    /** What a client gets is frames, and nothing after a Close frame; each was said by a server or by the gateway. */
    private static void assertFramesOfAClient(RelayRun run) {
        byte[] got = run.client.sent();
        NaiveFrames read = assertFrames(got, false);
        List<String> said = new ArrayList<>();
        run.sessions.forEach(each -> said.addAll(payloads(each.said.toByteArray(), false)));
        List<String> deliveries = run.delivered.stream().map(Arrays::toString).toList();
        int from = 0;
        List<String> left = new ArrayList<>(deliveries);
        for (Frame frame : read.frames()) {
            String payload = Arrays.toString(frame.payload());
            if (frame.control() || left.remove(payload)) {
                continue;
            }
            int found = said.subList(from, said.size()).indexOf(payload);
            assertThat(found).as("a server has said %s", payload).isNotNegative();
            from += found + 1;
        }
    }

    /** What servers get is frames of the client in its order, each once, and nothing after a Close frame. */
    private static void assertFramesOfServers(RelayRun run) {
        List<String> said = payloads(run.fromClient.toByteArray(), true);
        int from = 0;
        for (Session session : run.sessions) {
            for (Frame frame : assertFrames(session.channel.sent(), true).frames()) {
                if (frame.control()) {
                    continue;
                }
                int found = said.subList(from, said.size()).indexOf(Arrays.toString(frame.payload()));
                assertThat(found).as("the client has said what follows").isNotNegative();
                from += found + 1;
            }
        }
    }

    private static NaiveFrames assertFrames(byte[] stream, boolean masked) {
        NaiveFrames read = NaiveFrames.of(stream, masked, ANY_FRAME);
        assertThat(read.violation()).as("%s", Arrays.toString(stream)).isZero();
        for (Frame frame : read.frames()) {
            if (frame.opcode() == Opcode.CLOSE) {
                assertThat(frame.end())
                        .as("nothing follows a Close frame of %s", Arrays.toString(stream))
                        .isEqualTo(stream.length);
            }
        }
        return read;
    }

    private static List<String> payloads(byte[] stream, boolean masked) {
        return NaiveFrames.of(stream, masked, RelayRun.MAX_FRAME).frames().stream()
                .filter(frame -> !frame.control())
                .map(frame -> Arrays.toString(frame.payload()))
                .toList();
    }

    /** A client that has got a Close frame does not stay, whatever it and its server do or leave undone. */
    private static void closingsEnd(RelayRun run) {
        List<Frame> got = NaiveFrames.of(run.client.sent(), false, ANY_FRAME).frames();
        if (!got.isEmpty() && got.get(got.size() - 1).opcode() == Opcode.CLOSE) {
            run.pass(Duration.ofSeconds(9));
            run.pass(Duration.ofSeconds(9));
            assertThat(run.client.isOpen()).isFalse();
        }
    }
}
