// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.frame.Frames;
import io.gracehub.gateway.frame.Opcode;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** One raw end of a WebSocket or HTTP connection; every read is bounded. */
final class Peer implements AutoCloseable {

    /** A frame as it has come. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Frame(boolean fin, int opcode, boolean masked, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int code() {
            return payload.length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        }

        String reason() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    final Socket socket;
    private final DataInputStream in;
    private final boolean client;

    Peer(Socket socket, boolean client) throws IOException {
        this.socket = socket;
        this.client = client;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 64 * 1024));
    }

    Peer send(byte[]... parts) {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                all.writeBytes(part);
            }
            socket.getOutputStream().write(all.toByteArray());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Peer send(String raw) {
        return send(raw.getBytes(StandardCharsets.ISO_8859_1));
    }

    Peer text(String text) {
        return send(frame(true, Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    Peer fragment(boolean fin, int opcode, String text) {
        return send(frame(fin, opcode, text.getBytes(StandardCharsets.UTF_8)));
    }

    Peer close(int code, String reason) {
        return send(frame(true, Opcode.CLOSE, Frames.closePayload(new CloseStatus(code, reason))));
    }

    byte[] frame(boolean fin, int opcode, byte[] payload) {
        byte[] frame = client ? Frames.toServer(opcode, payload) : Frames.toClient(opcode, payload);
        frame[0] = (byte) ((fin ? 0x80 : 0) | opcode);
        return frame;
    }

    byte[] textFrame(String text) {
        return frame(true, Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The head of a request or an answer. */
    String head() {
        StringBuilder head = new StringBuilder();
        try {
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("after: " + head, e);
        }
        return head.toString();
    }

    String bytes(int count) {
        try {
            return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Frame read() {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            long length = second & 127;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] mask = in.readNBytes((second & 0x80) != 0 ? 4 : 0);
            byte[] payload = in.readNBytes((int) length);
            if (payload.length < length) {
                throw new EOFException();
            }
            for (int i = 0; mask.length > 0 && i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            return new Frame((first & 0x80) != 0, first & 15, mask.length > 0, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String readText() {
        Frame frame = read();
        if (frame.opcode() != Opcode.TEXT || !frame.fin()) {
            throw new AssertionError("not a whole text message: " + frame);
        }
        return frame.text();
    }

    /** Whether the other end has closed, cleanly or not, and nothing is left to read. */
    boolean ended() {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether anything can be read: not if TLS fails. */
    boolean readable() {
        try {
            return in.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    void shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it with a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
