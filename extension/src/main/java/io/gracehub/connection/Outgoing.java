// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What can be sent to a client; written in the order in which it was handed to the {@link Outbox}. */
sealed interface Outgoing {

    /** What an entry costs beyond its payload, so that empty messages are bounded too. */
    int OVERHEAD = 64;

    /** Bytes that count against the backlog's bound; for text an estimate that saves encoding it twice. */
    default int size() {
        return OVERHEAD;
    }

    record Text(String text) implements Outgoing {
        @Override
        public int size() {
            return OVERHEAD + text.length();
        }
    }

    record Binary(ByteBuffer bytes) implements Outgoing {
        @Override
        public int size() {
            return OVERHEAD + bytes.remaining();
        }
    }

    /**
     * A part of a message.
     *
     * @param message tells the parts of one message from those of another: the writer, say; compared by identity
     */
    record TextPart(Object message, String text, boolean last) implements Outgoing {
        @Override
        public int size() {
            return OVERHEAD + text.length();
        }
    }

    /**
     * A part of a message.
     *
     * @param message as for {@link TextPart}
     */
    record BinaryPart(Object message, ByteBuffer bytes, boolean last) implements Outgoing {
        @Override
        public int size() {
            return OVERHEAD + bytes.remaining();
        }
    }

    record Ping(ByteBuffer data) implements Outgoing {}

    record Pong(ByteBuffer data) implements Outgoing {}

    record Close(CloseReason reason) implements Outgoing {

        /** RFC 6455, section 5.5: a control frame carries at most 125 bytes, two of them the code. */
        private static final int MAX_REASON_BYTES = 123;

        public Close {
            String phrase = reason.getReasonPhrase();
            if (phrase != null && phrase.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
                throw new IllegalArgumentException("a close reason has at most " + MAX_REASON_BYTES + " bytes");
            }
        }
    }

    /**
     * A Close that comes after an announcement: made on the writing thread when all before has been written. It waits
     * for the last part of a fragmented message, which a Close would tear off.
     *
     * @param announcement told just before the Close frame is written
     */
    record Farewell(Close close, Runnable announcement) implements Outgoing {}

    /** Written as nothing: it completes when all before it has been written. */
    record Flush() implements Outgoing {
        @Override
        public int size() {
            return 0;
        }
    }
}
