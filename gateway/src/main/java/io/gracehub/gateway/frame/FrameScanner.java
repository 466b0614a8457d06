// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds where frames and messages begin and end in one direction of a WebSocket, and whether they keep to the protocol,
 * without touching what they carry. Buffers may be cut anywhere; nothing is copied but the payload of a Close frame.
 *
 * <pre>
 *            first byte        second byte            last of it          last of it
 *   FIRST ----------------&gt; SECOND --------&gt; LENGTH -----------&gt; MASK -----------&gt; PAYLOAD
 *     ^                       |  (each is left out where the frame has none)          |
 *     +-----------------------+---------------- frame has ended ----------------------+
 * </pre>
 *
 * FIRST is the boundary between two frames; with no fragmented message under way, also that between two messages. After
 * a violation nothing is scanned any more.
 */
public final class FrameScanner {

    /** What a call of {@link #scan} has come to. */
    public enum Progress {
        /** The buffer's end; a frame may be under way. */
        MORE,
        /** The end of a frame; more may follow in the buffer. */
        FRAME,
        /** Something that ends the connection: {@link #violation}. */
        VIOLATION
    }

    private enum Stage {
        FIRST,
        SECOND,
        LENGTH,
        MASK,
        PAYLOAD
    }

    private static final int MAX_CONTROL = 125;

    private final boolean masked;
    private final long maxFrame;

    private Stage stage = Stage.FIRST;
    private int first;
    private int headerLeft;
    private boolean maskFollows;
    private int mask;
    private long left;
    private boolean inMessage;
    private boolean closed;
    private int frameStart;
    private long messages;
    private @Nullable CloseBody close;
    private @Nullable CloseStatus violation;

    private FrameScanner(boolean masked, long maxFrame) {
        this.masked = masked;
        this.maxFrame = maxFrame;
    }

    /** For what a client sends: its frames are masked. */
    public static FrameScanner ofClient(long maxFrame) {
        return new FrameScanner(true, maxFrame);
    }

    /** For what a server sends: its frames are not masked. */
    public static FrameScanner ofServer(long maxFrame) {
        return new FrameScanner(false, maxFrame);
    }

    /** Scans from the buffer's position on, to the end of a frame or of the buffer, and leaves the position there. */
    public Progress scan(ByteBuffer in) {
        frameStart = stage == Stage.FIRST ? in.position() : -1;
        while (violation == null && in.hasRemaining()) {
            if (stage == Stage.PAYLOAD) {
                payload(in);
            } else {
                header(in.get() & 0xFF);
            }
            if (stage == Stage.PAYLOAD && left == 0 && violation == null) {
                ended();
                return violation == null ? Progress.FRAME : Progress.VIOLATION;
            }
        }
        return violation == null ? Progress.MORE : Progress.VIOLATION;
    }

    private void header(int b) {
        switch (stage) {
            case FIRST -> first(b);
            case SECOND -> second(b);
            case LENGTH -> length(b);
            default -> mask(b);
        }
    }

    private void first(int b) {
        first = b;
        stage = Stage.SECOND;
        if ((b & 0x70) != 0) {
            refuse("reserved bits are set");
        } else if (opcode() > Opcode.PONG || (opcode() > Opcode.BINARY && opcode() < Opcode.CLOSE)) {
            refuse("unknown opcode " + opcode());
        } else if (control() && !fin()) {
            refuse("fragmented control frame");
        } else if (opcode() == Opcode.CONTINUATION && !inMessage) {
            refuse("continuation of no message");
        } else if (!control() && opcode() != Opcode.CONTINUATION && inMessage) {
            refuse("new message inside a fragmented one");
        }
    }

    private void second(int b) {
        maskFollows = (b & 0x80) != 0;
        if (maskFollows != masked) {
            refuse(masked ? "frame is not masked" : "frame is masked");
            return;
        }
        int length = b & 0x7F;
        if (control() && length > MAX_CONTROL) {
            refuse("control frame is too long");
            return;
        }
        left = length > MAX_CONTROL ? 0 : length;
        headerLeft = length > MAX_CONTROL ? (length == 126 ? 2 : 8) : 0;
        stage = Stage.LENGTH;
        if (headerLeft == 0) {
            lengthKnown();
        }
    }

    private void length(int b) {
        left = left << 8 | b;
        if (--headerLeft == 0) {
            lengthKnown();
        }
    }

    private void lengthKnown() {
        if (left < 0) {
            refuse("length with its highest bit set");
        } else if (left > maxFrame && !control()) {
            violation = new CloseStatus(CloseStatus.TOO_BIG, "frame of " + left + " bytes; at most " + maxFrame);
        } else {
            mask = 0;
            headerLeft = maskFollows ? 4 : 0;
            stage = maskFollows ? Stage.MASK : Stage.PAYLOAD;
            close = opcode() == Opcode.CLOSE ? new CloseBody((int) left) : null;
        }
    }

    private void mask(int b) {
        mask = mask << 8 | b;
        if (--headerLeft == 0) {
            stage = Stage.PAYLOAD;
        }
    }

    private void payload(ByteBuffer in) {
        int part = (int) Math.min(left, in.remaining());
        if (close != null) {
            close.add(in, part, mask);
        } else {
            in.position(in.position() + part);
        }
        left -= part;
    }

    private void ended() {
        stage = Stage.FIRST;
        if (!control()) {
            inMessage = !fin();
            if (fin()) {
                messages++;
            }
        } else if (close != null) {
            closed = close.valid();
            if (!closed) {
                refuse("Close frame of one byte");
            }
        }
    }

    private void refuse(String why) {
        violation = new CloseStatus(CloseStatus.PROTOCOL_ERROR, why);
    }

    private boolean fin() {
        return (first & 0x80) != 0;
    }

    private boolean control() {
        return opcode() >= Opcode.CLOSE;
    }

    /** The opcode of the frame that is under way, or else of the last one. */
    public int opcode() {
        return first & 0x0F;
    }

    /** Where in the buffer scanned last this frame, or else the last one, began; -1 if in an earlier buffer. */
    public int frameStart() {
        return frameStart;
    }

    /** Whether no frame is under way. */
    public boolean betweenFrames() {
        return stage == Stage.FIRST;
    }

    /** Whether a fragmented message is under way, be it between two of its frames. */
    public boolean inFragments() {
        return inMessage;
    }

    /** Whether neither a frame nor a fragmented message is under way. */
    public boolean betweenMessages() {
        return stage == Stage.FIRST && !inMessage;
    }

    /** Text and binary messages that have ended. */
    public long messages() {
        return messages;
    }

    /** Whether a whole Close frame that is valid has been scanned; nothing that follows it counts. */
    public boolean closed() {
        return closed;
    }

    /** What the Close frame says. */
    public CloseStatus closeStatus() {
        if (close == null) {
            throw new IllegalStateException("no Close frame has been scanned");
        }
        return close.status();
    }

    /** What the connection is to be closed with; null as long as all is well. */
    public @Nullable CloseStatus violation() {
        return violation;
    }
}
