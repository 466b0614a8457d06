// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.codec.DecoderChain;
import io.gracehub.codec.HubCodecs;
import jakarta.websocket.DecodeException;
import jakarta.websocket.PongMessage;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A way in which messages reach a parameter. */
record MessageForm(RawForm raw, Conversion conversion) {

    /** Returns how whole messages become a {@code type}, at most once for each kind of message. */
    static List<MessageForm> whole(Class<?> type, HubCodecs codecs, String method) {
        Optional<MessageForm> text = codecs.textDecoders(type).map(MessageForm::decodedText);
        Optional<MessageForm> binary = codecs.binaryDecoders(type).map(MessageForm::decodedBinary);
        return Stream.of(
                        text.or(() -> plainText(type, method)),
                        binary.or(() -> plainBinary(type)),
                        type == PongMessage.class ? plain(RawForm.PONG) : Optional.<MessageForm>empty())
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns how parts of messages become a {@code type}; empty for types that only take whole messages. */
    static List<MessageForm> parts(Class<?> type) {
        if (type == String.class) {
            return List.of(new MessageForm(RawForm.TEXT_PARTIAL, Conversion.NONE));
        }
        if (type == ByteBuffer.class) {
            return List.of(new MessageForm(RawForm.BINARY_PARTIAL, Conversion.NONE));
        }
        return type == byte[].class ? List.of(bytes(RawForm.BINARY_PARTIAL)) : List.of();
    }

    private static MessageForm decodedText(DecoderChain chain) {
        return new MessageForm(RawForm.TEXT, (raw, codecs) -> codecs.decode(chain, (String) raw));
    }

    private static MessageForm decodedBinary(DecoderChain chain) {
        return new MessageForm(RawForm.BINARY, (raw, codecs) -> codecs.decode(chain, (ByteBuffer) raw));
    }

    private static Optional<MessageForm> plainText(Class<?> type, String method) {
        if (type == String.class) {
            return plain(RawForm.TEXT);
        }
        return type == Reader.class
                ? plain(RawForm.READER)
                : TextValues.reader(type)
                        .map(reader -> new MessageForm(
                                RawForm.TEXT, (raw, codecs) -> read((String) raw, reader, type, method)));
    }

    private static Object read(String text, Function<String, Object> reader, Class<?> type, String method)
            throws DecodeException {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException unreadable) { // not as a cause: it quotes the text, which would reach the log
            throw new DecodeException(text, Messages.TEXT_VALUE.text(method, type.getTypeName()));
        }
    }

    private static Optional<MessageForm> plainBinary(Class<?> type) {
        if (type == ByteBuffer.class) {
            return plain(RawForm.BINARY);
        }
        if (type == InputStream.class) {
            return plain(RawForm.STREAM);
        }
        return type == byte[].class ? Optional.of(bytes(RawForm.BINARY)) : Optional.empty();
    }

    private static Optional<MessageForm> plain(RawForm form) {
        return Optional.of(new MessageForm(form, Conversion.NONE));
    }

    private static MessageForm bytes(RawForm form) {
        return new MessageForm(form, (raw, codecs) -> {
            ByteBuffer buffer = (ByteBuffer) raw;
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        });
    }
}
