// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

/** What a client received, and when: {@code nanos} is {@link System#nanoTime()}. */
public sealed interface Received {

    /** When it was received. */
    long nanos();

    /** A whole text message. */
    record Text(long nanos, String text) implements Received {}

    /** A whole binary message. */
    @SuppressWarnings("ArrayRecordComponent")
    record Binary(long nanos, byte[] bytes) implements Received {}

    /** A Pong frame. */
    @SuppressWarnings("ArrayRecordComponent")
    record Pong(long nanos, byte[] bytes) implements Received {}

    /** The end of the connection: the Close frame's code and reason, or 1006 if there was none (RFC 6455, 7.1.5). */
    record Closed(long nanos, int code, String reason) implements Received {

        /** The code of an end without a Close frame. */
        public static final int ABNORMAL = 1006;
    }
}
