// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

/** The form in which a message callback wants the container to deliver messages. */
public enum RawForm {
    /** Whole text messages, as {@code String}. */
    TEXT(MessageKind.TEXT),
    /** Parts of text messages, as {@code String} with the last flag. */
    TEXT_PARTIAL(MessageKind.TEXT),
    /** Whole text messages, as {@code java.io.Reader}. */
    READER(MessageKind.TEXT),
    /** Whole binary messages, as {@code java.nio.ByteBuffer}. */
    BINARY(MessageKind.BINARY),
    /** Parts of binary messages, as {@code java.nio.ByteBuffer} with the last flag. */
    BINARY_PARTIAL(MessageKind.BINARY),
    /** Whole binary messages, as {@code java.io.InputStream}. */
    STREAM(MessageKind.BINARY),
    /** {@code jakarta.websocket.PongMessage}. */
    PONG(MessageKind.PONG);

    private final MessageKind kind;

    RawForm(MessageKind kind) {
        this.kind = kind;
    }

    MessageKind kind() {
        return kind;
    }

    /** Whether the container has to buffer the message before it can deliver it. */
    boolean isWhole() {
        return this == TEXT || this == BINARY;
    }
}
