// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.fault;

import io.gracehub.tck.fault.Unit.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits what one end of a connection sends: a head, and frames if it is a WebSocket's (RFC 6455, 5.2). Whatever it
 * does not understand it leaves as it is.
 */
final class Units {

    private static final int SMALL_HEADER = 2;
    private static final int MASK = 4;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private byte[] pending = {};
    private boolean inHead = true;
    private boolean frames = true;

    /** Takes what has been read, and returns what is whole by now. */
    List<Unit> take(byte[] chunk) {
        byte[] joined = Arrays.copyOf(pending, pending.length + chunk.length);
        System.arraycopy(chunk, 0, joined, pending.length, chunk.length);
        pending = joined;
        List<Unit> whole = new ArrayList<>();
        int length = next();
        while (length > 0) {
            whole.add(cut(length));
            length = next();
        }
        return whole;
    }

    /** The length of the first whole unit that is pending; 0 if there is none. */
    private int next() {
        if (inHead) {
            int end = new String(pending, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
            return end < 0 ? 0 : end + 4;
        }
        if (!frames) {
            return pending.length;
        }
        if (pending.length < SMALL_HEADER) {
            return 0;
        }
        int header = header();
        if (pending.length < header) {
            return 0;
        }
        long length = header + payloadLength();
        return pending.length < length ? 0 : (int) length;
    }

    private int header() {
        int length = pending[1] & 0x7F;
        int extended = length == SHORT_LENGTH ? 2 : length == LONG_LENGTH ? 8 : 0;
        return SMALL_HEADER + extended + ((pending[1] & 0x80) == 0 ? 0 : MASK);
    }

    private long payloadLength() {
        int length = pending[1] & 0x7F;
        return switch (length) {
            case SHORT_LENGTH -> ByteBuffer.wrap(pending).getShort(SMALL_HEADER) & 0xFFFF;
            case LONG_LENGTH -> ByteBuffer.wrap(pending).getLong(SMALL_HEADER);
            default -> length;
        };
    }

    private Unit cut(int length) {
        Kind kind = inHead ? Kind.HEAD : frames ? Kind.FRAME : Kind.OTHER;
        Unit unit = new Unit(kind, Arrays.copyOf(pending, length), kind == Kind.FRAME ? header() : 0);
        pending = Arrays.copyOfRange(pending, length, pending.length);
        if (inHead) {
            inHead = false;
            String head = unit.text();
            frames = head.startsWith("GET ")
                    ? head.contains("Upgrade") || head.contains("upgrade")
                    : head.startsWith("HTTP/1.1 101");
        }
        return unit;
    }
}
