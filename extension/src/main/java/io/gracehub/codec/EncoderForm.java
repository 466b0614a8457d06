// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The interfaces of which an encoder implements at least one, in the order in which they are looked for. */
@SuppressWarnings("unchecked") // an encoder is only given objects of its type argument
enum EncoderForm {
    TEXT(Encoder.Text.class) {
        @Override
        @Nullable
        Encoded encode(Encoder encoder, Object object) throws EncodeException {
            String text = ((Encoder.Text<Object>) encoder).encode(object);
            return text == null ? null : new Encoded.Text(text);
        }
    },
    BINARY(Encoder.Binary.class) {
        @Override
        @Nullable
        Encoded encode(Encoder encoder, Object object) throws EncodeException {
            ByteBuffer bytes = ((Encoder.Binary<Object>) encoder).encode(object);
            return bytes == null ? null : new Encoded.Binary(bytes);
        }
    },
    TEXT_STREAM(Encoder.TextStream.class) {
        @Override
        Encoded encode(Encoder encoder, Object object) throws EncodeException, IOException {
            StringWriter writer = new StringWriter();
            ((Encoder.TextStream<Object>) encoder).encode(object, writer);
            return new Encoded.Text(writer.toString());
        }
    },
    BINARY_STREAM(Encoder.BinaryStream.class) {
        @Override
        Encoded encode(Encoder encoder, Object object) throws EncodeException, IOException {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            ((Encoder.BinaryStream<Object>) encoder).encode(object, stream);
            return new Encoded.Binary(ByteBuffer.wrap(stream.toByteArray()));
        }
    };

    private final Class<?> type;

    EncoderForm(Class<?> type) {
        this.type = type;
    }

    /** The interface that makes an encoder one of this form. */
    Class<?> type() {
        return type;
    }

    /** Returns null where the encoder did. */
    abstract @Nullable Encoded encode(Encoder encoder, Object object) throws EncodeException, IOException;
}
