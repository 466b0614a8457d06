// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.frame;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** Builds whole frames. Those of the gateway towards a server are masked, as it is a client there. */
public final class Frames {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MAX_REASON = 123;

    private Frames() {}

    /** A frame towards a client. */
    public static byte[] toClient(int opcode, byte[] payload) {
        byte[] frame = new byte[headerLength(payload.length) + payload.length];
        int at = header(frame, opcode, payload.length, 0);
        System.arraycopy(payload, 0, frame, at, payload.length);
        return frame;
    }

    /** A frame towards a server. */
    public static byte[] toServer(int opcode, byte[] payload) {
        byte[] mask = new byte[4];
        RANDOM.nextBytes(mask);
        byte[] frame = new byte[headerLength(payload.length) + mask.length + payload.length];
        int at = header(frame, opcode, payload.length, 0x80);
        System.arraycopy(mask, 0, frame, at, mask.length);
        at += mask.length;
        for (int i = 0; i < payload.length; i++) {
            frame[at + i] = (byte) (payload[i] ^ mask[i & 3]);
        }
        return frame;
    }

    /** The payload of a Close frame; a reason that is too long is cut between two characters. */
    public static byte[] closePayload(CloseStatus status) {
        if (status.code() == CloseStatus.NONE) {
            return new byte[0];
        }
        byte[] reason = status.reason().getBytes(StandardCharsets.UTF_8);
        int length = reason.length;
        if (length > MAX_REASON) {
            length = MAX_REASON;
            while ((reason[length] & 0xC0) == 0x80) {
                length--;
            }
        }
        byte[] payload = new byte[2 + length];
        payload[0] = (byte) (status.code() >>> 8);
        payload[1] = (byte) status.code();
        System.arraycopy(reason, 0, payload, 2, length);
        return payload;
    }

    /** What a masked frame with a payload of at most 125 bytes carries. */
    public static byte[] unmaskedControl(byte[] frame) {
        byte[] payload = Arrays.copyOfRange(frame, 6, frame.length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= frame[2 + (i & 3)];
        }
        return payload;
    }

    private static int headerLength(int payload) {
        return payload <= 125 ? 2 : payload <= 0xFFFF ? 4 : 10;
    }

    private static int header(byte[] frame, int opcode, int length, int maskBit) {
        int size = headerLength(length);
        frame[0] = (byte) (0x80 | opcode);
        frame[1] = (byte) (maskBit | (size == 2 ? length : size == 4 ? 126 : 127));
        for (int i = size - 1, rest = length; i >= 2; i--, rest >>>= 8) {
            frame[i] = (byte) rest;
        }
        return size;
    }
}
