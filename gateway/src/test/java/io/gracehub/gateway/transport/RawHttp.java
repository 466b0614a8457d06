// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;

/** HTTP as bytes over a socket, for both ends: what is sent is what the test says, and nothing is mended. */
final class RawHttp implements AutoCloseable {

    private static final int BOUND_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    /** The first line and the headers of a message, and its body as far as its headers say. */
    record Message(String first, List<String> headers, String body) {

        /** The value of a header; empty if it is not there. */
        String header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        boolean has(String name) {
            return headers.stream()
                    .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
        }
    }

    RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(BOUND_MILLIS);
    }

    static RawHttp connect(int port) throws IOException {
        return new RawHttp(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    Socket socket() {
        return socket;
    }

    RawHttp send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads the head of a message. */
    Message head() throws IOException {
        String first = line();
        java.util.ArrayList<String> headers = new java.util.ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        return new Message(first, headers, "");
    }

    /** Reads a message with its body. */
    Message message() throws IOException {
        Message head = head();
        return new Message(head.first(), head.headers(), body(head));
    }

    private String body(Message head) throws IOException {
        if (head.header("Transfer-Encoding").equals("chunked")) {
            StringBuilder body = new StringBuilder();
            for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
                body.append(chunk);
            }
            return body.toString();
        }
        String length = head.header("Content-Length");
        return length.isEmpty() ? "" : bytes(Integer.parseInt(length));
    }

    /** Reads one chunk; empty at the end, whose trailers are read too. */
    String chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        String chunk = bytes(size);
        if (size > 0) {
            line();
        } else {
            for (String trailer = line(); !trailer.isEmpty(); ) {
                trailer = line();
            }
        }
        return chunk;
    }

    String bytes(int count) throws IOException {
        byte[] read = in.readNBytes(count);
        if (read.length < count) {
            throw new EOFException("only " + read.length + " of " + count);
        }
        return new String(read, ISO_8859_1);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("after '" + line.toString(ISO_8859_1) + "'");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    /** Reads all until the end of the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
