// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.frame;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The frames of a stream that is there as a whole, read as RFC 6455, section 5.2, says it: to compare with what is found
 * in pieces.
 *
 * @param frames those that are whole
 * @param violation what the connection is closed with; 0 if all is well as far as the stream goes
 */
public record NaiveFrames(List<Frame> frames, int violation) {

    /** One of them; its payload without the mask. */
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    public record Frame(int start, int end, int opcode, boolean fin, byte[] payload) {

        public boolean control() {
            return opcode >= 8;
        }
    }

    /** Reads a stream of a client, whose frames are masked, or of a server. */
    public static NaiveFrames of(byte[] stream, boolean masked, long maxFrame) {
        List<Frame> frames = new ArrayList<>();
        boolean inMessage = false;
        int start = 0;
        while (start < stream.length) {
            int first = stream[start] & 0xFF;
            boolean fin = first >= 128;
            int opcode = first % 16;
            boolean known = List.of(0, 1, 2, 8, 9, 10).contains(opcode);
            boolean inPlace = opcode >= 8 ? fin : inMessage == (opcode == 0);
            if (first % 128 / 16 != 0 || !known || !inPlace) {
                return new NaiveFrames(frames, 1002);
            }
            if (start + 1 == stream.length) {
                break;
            }
            int second = stream[start + 1] & 0xFF;
            int more = second % 128 < 126 ? 0 : second % 128 == 126 ? 2 : 8;
            if (second >= 128 != masked || (opcode >= 8 && more > 0)) {
                return new NaiveFrames(frames, 1002);
            }
            int header = start + 2 + more;
            if (header > stream.length) {
                break;
            }
            BigInteger length = more == 0
                    ? BigInteger.valueOf(second % 128)
                    : new BigInteger(1, Arrays.copyOfRange(stream, start + 2, header));
            if (length.bitLength() > 63) {
                return new NaiveFrames(frames, 1002);
            }
            if (opcode < 8 && length.longValue() > maxFrame) {
                return new NaiveFrames(frames, 1009);
            }
            int payload = header + (masked ? 4 : 0);
            if (payload > stream.length || length.longValue() > stream.length - payload) {
                break;
            }
            if (opcode == 8 && length.intValue() == 1) {
                return new NaiveFrames(frames, 1002);
            }
            int end = payload + length.intValue();
            byte[] content = Arrays.copyOfRange(stream, payload, end);
            for (int i = 0; masked && i < content.length; i++) {
                content[i] ^= stream[payload - 4 + i % 4];
            }
            frames.add(new Frame(start, end, opcode, fin, content));
            inMessage = opcode < 8 ? !fin : inMessage;
            start = end;
        }
        return new NaiveFrames(frames, 0);
    }
}
