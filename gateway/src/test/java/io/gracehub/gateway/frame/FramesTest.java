// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65535, 65536, 100000})
    void toServer_ofAnyLength_isOneMaskedFrame(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) i;
        }
        byte[] frame = Frames.toServer(Opcode.BINARY, payload);
        FrameScanner scanner = FrameScanner.ofClient(1 << 20);
        ByteBuffer in = ByteBuffer.wrap(frame);

        assertThat(scanner.scan(in)).isEqualTo(FrameScanner.Progress.FRAME);
        assertThat(in.hasRemaining()).isFalse();
        assertThat(scanner.messages()).isEqualTo(1);
        int at = frame.length - length;
        for (int i = 0; i < length; i++) {
            assertThat((byte) (frame[at + i] ^ frame[at - 4 + (i & 3)])).isEqualTo(payload[i]);
        }
    }

    @Test
    void unmaskedControl_ofAPing_isItsPayload() {
        byte[] payload = {1, 2, 3, 4, 5};
        assertThat(Frames.unmaskedControl(Frames.toServer(Opcode.PING, payload)))
                .isEqualTo(payload);
    }

    @Test
    void closePayload_whenReasonIsTooLong_isCutBetweenCharacters() {
        byte[] payload = Frames.closePayload(new CloseStatus(4000, "x" + "\u20ac".repeat(60)));
        assertThat(payload).hasSizeLessThanOrEqualTo(125).hasSize(2 + 1 + 40 * 3);
    }

    @Test
    void closePayload_without_a_code_isEmpty() {
        assertThat(Frames.closePayload(new CloseStatus(1005, ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000",
        "1001, 1001",
        "1005, 1005",
        "1011, 1011",
        "1012, 1000",
        "1013, 1000",
        "1004, 1000",
        "1006, 1000",
        "2999, 1000",
        "3000, 3000",
        "4999, 4999",
        "5000, 1000",
        "999, 1000",
    })
    void answer_isACodeThatServersTakeFromClients(int code, int answer) {
        assertThat(new CloseStatus(code, "").answer().code()).isEqualTo(answer);
    }

    @Test
    void restart_ofManyClients_tellsEachAWaitOfItsOwn() {
        Set<String> reasons = Stream.generate(CloseStatus::restart)
                .limit(100)
                .map(CloseStatus::reason)
                .collect(Collectors.toSet());

        assertThat(reasons)
                .hasSizeGreaterThan(50)
                .allMatch(reason -> reason.matches("server is restarting; retry-after=([0-4]?\\d{1,3}|5000)ms"));
    }
}
