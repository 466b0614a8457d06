// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Decoders that the hubs of the tests use. */
final class Decoders {

    private Decoders() {}

    /** What is decoded. */
    record Order(String item) {}

    static class OrderText implements Decoder.Text<Order> {
        @Override
        public Order decode(String text) {
            return new Order("text " + text);
        }

        @Override
        public boolean willDecode(String text) {
            return !text.isEmpty();
        }
    }

    static class OrderReader implements Decoder.TextStream<Order> {
        @Override
        public Order decode(Reader reader) throws IOException {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return new Order("reader " + text);
        }
    }

    static class OrderBinary implements Decoder.Binary<Order> {
        @Override
        public Order decode(ByteBuffer bytes) {
            return new Order("binary " + StandardCharsets.UTF_8.decode(bytes));
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return bytes.hasRemaining();
        }
    }

    static class OrderStream implements Decoder.BinaryStream<Order> {
        @Override
        public Order decode(InputStream stream) throws IOException {
            return new Order("stream " + new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Reads integers by their hexadecimal digits, in place of the built-in way. */
    static class HexInteger implements Decoder.Text<Integer> {
        @Override
        public Integer decode(String text) throws DecodeException {
            return Integer.parseInt(text, 16);
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    static class LoudString implements Decoder.Text<String> {
        @Override
        public String decode(String text) {
            return text + "!";
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    static class StringBinary implements Decoder.Binary<String> {
        @Override
        public String decode(ByteBuffer bytes) {
            return "binary " + StandardCharsets.UTF_8.decode(bytes);
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return true;
        }
    }
}
