// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Blocking sends: each waits, within the send timeout, until its message has been written. */
final class BasicRemote extends Remote implements RemoteEndpoint.Basic {

    /** What parts that are sent without a stream or writer belong to, from whichever thread: one message at a time. */
    private final Object textParts = new Object();

    private final Object binaryParts = new Object();

    BasicRemote(Connection connection) {
        super(connection);
    }

    @Override
    public void sendText(String text) throws IOException {
        connection.write(new Outgoing.Text(Remotes.notNull(text)));
    }

    @Override
    public void sendBinary(ByteBuffer data) throws IOException {
        connection.write(new Outgoing.Binary(Payload.copy(Remotes.notNull(data))));
    }

    @Override
    public void sendText(String part, boolean last) throws IOException {
        connection.write(new Outgoing.TextPart(textParts, Remotes.notNull(part), last));
    }

    @Override
    public void sendBinary(ByteBuffer part, boolean last) throws IOException {
        connection.write(new Outgoing.BinaryPart(binaryParts, Payload.copy(Remotes.notNull(part)), last));
    }

    @Override
    public OutputStream getSendStream() {
        return new SendStream();
    }

    @Override
    public Writer getSendWriter() {
        return new SendWriter();
    }

    @Override
    public void sendObject(Object data) throws IOException, EncodeException {
        connection.writeObject(Remotes.notNull(data));
    }

    /** One binary message, sent in parts as its buffer fills. */
    private final class SendStream extends OutputStream {

        private final ByteBuffer buffer = ByteBuffer.allocate(8 * 1024);
        private boolean closed;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            int at = offset;
            while (at < offset + length) {
                if (!buffer.hasRemaining()) {
                    send(false);
                }
                int some = Math.min(buffer.remaining(), offset + length - at);
                buffer.put(bytes, at, some);
                at += some;
            }
        }

        @Override
        public void flush() throws IOException {
            if (buffer.position() > 0) {
                send(false);
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                send(true);
            }
        }

        private void send(boolean last) throws IOException {
            buffer.flip();
            connection.write(new Outgoing.BinaryPart(this, Payload.copy(buffer), last));
            buffer.clear();
        }
    }

    /** One text message, sent in parts as its buffer fills; a surrogate pair is never torn apart. */
    private final class SendWriter extends Writer {

        private static final int FULL = 8 * 1024;

        private final StringBuilder buffer = new StringBuilder();
        private boolean closed;

        @Override
        public void write(char[] chars, int offset, int length) throws IOException {
            if (closed) {
                throw new IOException("the writer is closed");
            }
            buffer.append(chars, offset, length);
            if (buffer.length() >= FULL) {
                flush();
            }
        }

        @Override
        public void flush() throws IOException {
            int end = buffer.length();
            if (end > 0 && Character.isHighSurrogate(buffer.charAt(end - 1))) {
                end--;
            }
            if (end > 0) {
                String part = buffer.substring(0, end);
                buffer.delete(0, end);
                connection.write(new Outgoing.TextPart(this, part, false));
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                connection.write(new Outgoing.TextPart(this, buffer.toString(), true));
            }
        }
    }
}
