// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The interfaces of which a decoder implements at least one, in the order in which they are looked for. */
enum DecoderForm {
    TEXT(Decoder.Text.class, String.class) {
        @Override
        boolean willDecode(Decoder decoder, Object message) {
            return ((Decoder.Text<?>) decoder).willDecode((String) message);
        }

        @Override
        @Nullable
        Object decode(Decoder decoder, Object message) throws DecodeException {
            return ((Decoder.Text<?>) decoder).decode((String) message);
        }
    },
    BINARY(Decoder.Binary.class, ByteBuffer.class) {
        // each call has a buffer of its own, for it may be read to its end
        @Override
        boolean willDecode(Decoder decoder, Object message) {
            return ((Decoder.Binary<?>) decoder).willDecode(((ByteBuffer) message).duplicate());
        }

        @Override
        @Nullable
        Object decode(Decoder decoder, Object message) throws DecodeException {
            return ((Decoder.Binary<?>) decoder).decode(((ByteBuffer) message).duplicate());
        }
    },
    TEXT_STREAM(Decoder.TextStream.class, String.class) {
        @Override
        @Nullable
        Object decode(Decoder decoder, Object message) throws DecodeException, IOException {
            return ((Decoder.TextStream<?>) decoder).decode(new StringReader((String) message));
        }
    },
    BINARY_STREAM(Decoder.BinaryStream.class, ByteBuffer.class) {
        @Override
        @Nullable
        Object decode(Decoder decoder, Object message) throws DecodeException, IOException {
            return ((Decoder.BinaryStream<?>) decoder).decode(stream((ByteBuffer) message));
        }
    };

    private final Class<?> type;
    private final Class<?> takes;

    DecoderForm(Class<?> type, Class<?> takes) {
        this.type = type;
        this.takes = takes;
    }

    /** The interface that makes a decoder one of this form. */
    Class<?> type() {
        return type;
    }

    /** Whether it decodes what arrives as a {@code String} or as a {@code ByteBuffer}. */
    boolean takes(Class<?> message) {
        return takes == message;
    }

    /** Decoders of streams cannot be asked. */
    boolean willDecode(Decoder decoder, Object message) {
        return true;
    }

    abstract @Nullable Object decode(Decoder decoder, Object message) throws DecodeException, IOException;

    private static InputStream stream(ByteBuffer message) {
        if (message.hasArray()) {
            return new ByteArrayInputStream(
                    message.array(), message.arrayOffset() + message.position(), message.remaining());
        }
        byte[] bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        return new ByteArrayInputStream(bytes);
    }
}
