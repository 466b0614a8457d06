// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.harness.Bound;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that asks for long answers, and reads them when it is told to and as slowly as it is told to; its own buffer is
 * small. Answers are {@code <number>@<server>:<letter of the number>...}, and must come whole and in order.
 */
final class SlowReader implements AutoCloseable {

    private static final int BUFFER = 8 * 1024;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final Pattern ANSWER = Pattern.compile("(\\d+)@(\\w+)");

    private final int length;
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final List<String> answers = new ArrayList<>();
    private int asked;
    private int code;
    private boolean inMessage;
    private boolean cutOff;

    /**
     * Connects.
     *
     * @param uri of a hub that answers with so many KiB
     */
    SlowReader(URI uri, String client, int kib) {
        length = kib * 1024;
        try {
            socket.setReceiveBufferSize(BUFFER);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) Bound.SOON.toMillis());
            socket.setSoTimeout((int) Bound.seconds(30).toMillis());
            socket.getOutputStream().write(RawHandshake.request(URI.create(uri + "?client=" + client)));
            in = new DataInputStream(socket.getInputStream());
            String head = head();
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new AssertionError("the handshake was answered " + head);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** Asks for some answers more. */
    void ask(int count) {
        try {
            for (int i = 0; i < count; i++) {
                asked++;
                byte[] number = Integer.toString(asked).getBytes(StandardCharsets.US_ASCII);
                byte[] frame = new byte[6 + number.length]; // the mask is zero
                frame[0] = (byte) (0x80 | TEXT);
                frame[1] = (byte) (0x80 | number.length);
                System.arraycopy(number, 0, frame, 6, number.length);
                socket.getOutputStream().write(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answers that have come, each {@code <number>@<server>}. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    /** The code of the Close frame that has come, 1005 without one in it; 0 if no Close frame has. */
    int code() {
        return code;
    }

    /** Whether the connection has ended without a Close frame. */
    boolean cutOff() {
        return cutOff;
    }

    /** Whether it has ended so in the middle of a message, where no Close frame can come. */
    boolean cutOffInMessage() {
        return cutOff && inMessage;
    }

    boolean ended() {
        return code != 0 || cutOff;
    }

    /**
     * Reads until all is answered or the connection has ended; what comes must be right.
     *
     * @param pause after each 16 KiB
     */
    void read(Duration pause) {
        try {
            while (answers.size() < asked && !ended()) {
                readMessage(pause);
            }
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("neither an answer nor an end after " + answers, silent);
        } catch (EOFException | SocketException end) {
            cutOff = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readMessage(Duration pause) throws IOException {
        StringBuilder message = new StringBuilder();
        boolean last = false;
        while (!last) {
            int first = in.readUnsignedByte();
            inMessage = true;
            byte[] payload = payload(pause);
            if ((first & 0x0F) == CLOSE) {
                code = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
                return;
            }
            if ((first & 0x0F) < CLOSE) {
                message.append(new String(payload, StandardCharsets.US_ASCII));
                last = (first & 0x80) != 0;
            }
        }
        check(message.toString());
    }

    private byte[] payload(Duration pause) throws IOException {
        int second = in.readUnsignedByte();
        long announced = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
        byte[] payload = new byte[Math.toIntExact(announced)];
        int chunk = 2 * BUFFER;
        for (int read = 0; read < payload.length; read += chunk) {
            in.readFully(payload, read, Math.min(chunk, payload.length - read));
            LockSupport.parkNanos(pause.toNanos());
        }
        return payload;
    }

    private void check(String message) {
        int number = answers.size() + 1;
        int colon = message.indexOf(':');
        Matcher answer = ANSWER.matcher(message.substring(0, Math.max(0, colon)));
        String rest = message.substring(colon + 1);
        String letter = String.valueOf((char) ('a' + number % 26));
        if (!answer.matches() || !answer.group(1).equals("" + number) || !rest.equals(letter.repeat(length))) {
            throw new AssertionError("instead of answer " + number + " came "
                    + message.substring(0, Math.min(40, message.length())) + "... of " + message.length());
        }
        answers.add(answer.group());
        inMessage = false;
    }

    @Override
    public String toString() {
        return answers
                + (cutOff
                        ? " cut off" + (inMessage ? " in the next" : "")
                        : code == 0 ? " open" : " closed with " + code);
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
