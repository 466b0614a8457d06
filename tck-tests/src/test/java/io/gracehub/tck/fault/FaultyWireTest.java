// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.tck.fault.Unit.Kind;
import io.gracehub.tck.harness.Bound;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire that all fault tests lean on does what it is armed for, and nothing else. */
final class FaultyWireTest {

    private static final byte[] TEXT = {(byte) 0x81, 2, 'h', 'i'};
    private static final int PATIENCE_MILLIS = 10_000;

    private ServerSocket target;
    private FaultyWire wire;

    @BeforeEach
    void listen() throws IOException {
        target = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        target.setSoTimeout(PATIENCE_MILLIS);
        wire = new FaultyWire(target.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        target.close();
    }

    /** Both ends of a connection through the wire, which has asked for a WebSocket. */
    private record Ends(Socket near, Socket far) implements AutoCloseable {

        void say(byte[] bytes) throws IOException {
            near.getOutputStream().write(bytes);
        }

        byte[] hear(int count) throws IOException {
            return far.getInputStream().readNBytes(count);
        }

        @Override
        public void close() throws IOException {
            near.close();
            far.close();
        }
    }

    private Ends connect(String path) throws IOException {
        byte[] head = ("GET " + path + " HTTP/1.1\r\nUpgrade: websocket\r\nX-Mark: 1\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        Socket near = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        near.setSoTimeout(PATIENCE_MILLIS);
        near.getOutputStream().write(head);
        return new Ends(near, accept(head));
    }

    /** Others may still seek a server that had this port before. */
    private Socket accept(byte[] head) throws IOException {
        while (true) {
            Socket far = target.accept();
            far.setSoTimeout(PATIENCE_MILLIS);
            if (Arrays.equals(far.getInputStream().readNBytes(head.length), head)) {
                return far;
            }
            far.close();
        }
    }

    private static boolean isTextOf(String path, Flow flow, Unit unit) {
        return flow.there() && flow.passage().leadsTo(path + " ") && unit.isMessage();
    }

    @Test
    void cut_atAStepOfOneConnection_leavesTheOtherAlone() throws IOException {
        try (Ends struck = connect("/struck");
                Ends other = connect("/other")) {
            wire.arm((flow, unit) -> isTextOf("/struck", flow, unit), Harm.cutBefore());

            other.say(TEXT);
            assertThat(other.hear(TEXT.length)).isEqualTo(TEXT);
            assertThat(wire.hasStruck()).isFalse();
            struck.say(TEXT);
            assertThatThrownBy(() -> struck.hear(1)).isInstanceOf(IOException.class);
            assertThat(wire.victim().leadsTo("/struck ")).isTrue();
            assertThat(wire.victim().has("x-mark")).isTrue();
            other.say(TEXT);
            assertThat(other.hear(TEXT.length)).isEqualTo(TEXT);
        }
    }

    @Test
    void freeze_letsNothingPassAndTellsNobody_untilItIsCut() throws IOException {
        try (Ends ends = connect("/frozen")) {
            wire.arm(unit -> unit.kind() == Kind.FRAME, Harm.freeze());
            ends.say(TEXT);
            Bound.await(Bound.SOON, () -> "it has not struck", wire::hasStruck);

            ends.far().setSoTimeout(200);
            assertThatThrownBy(() -> ends.hear(1)).isInstanceOf(SocketTimeoutException.class);
            ends.far().setSoTimeout(PATIENCE_MILLIS);
            wire.victim().cutIfFrozen();
            assertThatThrownBy(() -> ends.hear(1))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void halfClose_endsOneWay_andTheOtherGoesOn() throws IOException {
        try (Ends ends = connect("/half")) {
            wire.arm(unit -> unit.kind() == Kind.FRAME, Harm.halfClose());
            ends.say(TEXT);

            assertThat(ends.hear(TEXT.length + 1)).as("the frame, and the end").isEqualTo(TEXT);
            ends.far().getOutputStream().write("HTTP/1.1 101 X\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(ends.near().getInputStream().read()).isEqualTo('H');
        }
    }

    /** The opcode, FIN, the length, MASK, and round again. */
    @ParameterizedTest
    @CsvSource({"0, 80, 02", "7, 01, 02", "9, 81, 00", "15, 81, 82", "16, 80, 02"})
    void corruptHeader_changesOneBitBeforeThePayload(int bit, String first, String second) throws IOException {
        try (Ends ends = connect("/changed")) {
            wire.arm(unit -> unit.kind() == Kind.FRAME, Harm.corruptHeader(bit));
            ends.say(TEXT);

            assertThat(HexFormat.of().formatHex(ends.hear(TEXT.length))).isEqualTo(first + second + "6869");
            assertThat(wire.hasStruck()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 6969", "7, e869", "8, 6868", "15, 68e9", "16, 6969"})
    void corrupt_changesOneBitOfThePayload(int bit, String payload) throws IOException {
        try (Ends ends = connect("/changed")) {
            wire.arm(unit -> unit.kind() == Kind.FRAME, Harm.corrupt(bit));
            ends.say(TEXT);

            assertThat(HexFormat.of().formatHex(ends.hear(TEXT.length))).isEqualTo("8102" + payload);
        }
    }

    @Test
    void corruptHeader_ofAHead_changesOneBitOfItsFirstLine() throws IOException {
        byte[] request = "GET / HTTP/1.1\r\nX-Mark: 1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] wanted = request.clone();
        wanted[13] ^= 2; // the 14 characters of the line, and round again
        wire.arm(unit -> unit.kind() == Kind.HEAD, Harm.corruptHeader((14 + 13) * Byte.SIZE + 1));

        try (Socket near = new Socket(InetAddress.getLoopbackAddress(), wire.port())) {
            near.getOutputStream().write(request);
            accept(wanted).close();
        }
        assertThat(wire.hasStruck()).isTrue();
    }

    @Test
    void corrupt_withNothingToChange_isNoHarm() throws IOException {
        byte[] empty = {(byte) 0x81, 0};
        try (Ends ends = connect("/empty")) {
            wire.arm(unit -> unit.kind() == Kind.FRAME, Harm.corrupt(0));
            ends.say(empty);

            assertThat(ends.hear(empty.length)).isEqualTo(empty);
            assertThatThrownBy(() -> wire.hasStruck()).hasRootCauseInstanceOf(IllegalArgumentException.class);
            wire.disarm();
            assertThat(wire.hasStruck()).isFalse();
        }
    }

    @Test
    void isClose_ofAMaskedFrame_findsItsCode() {
        byte[] closed1000 = {(byte) 0x88, (byte) 0x82, 1, 2, 3, 4, 0x03 ^ 1, (byte) (0xE8 ^ 2)};
        Unit unit = new Unit(Kind.FRAME, closed1000, 6);

        assertThat(unit.isClose(1000)).isTrue();
        assertThat(unit.isClose(1012)).isFalse();
        assertThat(unit.isMessage()).isFalse();
        assertThat(new Unit(Kind.FRAME, TEXT, 2).isMessage()).isTrue();
    }
}
