// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import io.gracehub.benchmarks.wire.WireConnection;
import io.gracehub.benchmarks.wire.WireListener;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends texts of 64 bytes, {@code <client>:<number>} and dots, and checks their echoes. What an echo has beyond them is
 * the name of the server that it comes from. Where it has a way to open its connection again it does so, and what was due
 * meanwhile is sent then; what had been sent before is not sent again.
 */
final class NumberedClient implements WireListener {

    static final int BYTES = 64;
    private static final int DIGITS = 8;

    private final int id;
    private final Window window;
    private final @Nullable Consumer<NumberedClient> reopening;
    private final Sequence sequence = new Sequence();
    private final byte[] text = new byte[BYTES];
    private @Nullable WireConnection connection;
    private @Nullable String ending;
    private int closes;
    private int written;
    private boolean finished;
    private String server = "";
    private long movedAt;
    private long worst;

    /**
     * @param reopening called when the connection has ended that the client has not closed; null: it sends no more then
     */
    NumberedClient(int id, Window window, @Nullable Consumer<NumberedClient> reopening) {
        this.id = id;
        this.window = window;
        this.reopening = reopening;
        Arrays.fill(text, (byte) '.');
        write(id, 0);
        text[DIGITS] = ':';
    }

    int id() {
        return id;
    }

    void use(WireConnection opened) {
        connection = opened;
        ending = null;
        flush();
        if (finished) {
            opened.close();
        }
    }

    /** Sends a message that is due since then, now or when there is a connection again. */
    void send(long dueNanos) {
        if (ending == null || reopening != null) {
            sequence.sent(dueNanos);
            flush();
        }
    }

    private void flush() {
        WireConnection to = connection;
        while (to != null && ending == null && written < sequence.sent()) {
            write(written++, DIGITS + 1);
            to.send(WireConnection.text(text));
        }
    }

    void close() {
        finished = true;
        WireConnection opened = connection;
        if (opened != null) {
            opened.close();
        }
    }

    private void write(int number, int at) {
        int rest = number;
        for (int i = at + DIGITS - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static int read(ByteBuf in, int at) {
        int number = 0;
        for (int i = at; i < at + DIGITS; i++) {
            number = number * 10 + in.getByte(i) - '0';
        }
        return number;
    }

    @Override
    public void received(ByteBuf in, int length) {
        int begin = in.readerIndex();
        if (length < BYTES || read(in, begin) != id) {
            sequence.foreign();
            return;
        }
        long now = System.nanoTime();
        long nanos = sequence.arrived(read(in, begin + DIGITS + 1), now);
        if (nanos != Sequence.NO_ROUND_TRIP) {
            worst = Math.max(worst, nanos);
            window.add(nanos);
        }
        if (length > BYTES) {
            from(in.toString(begin + BYTES, length - BYTES, StandardCharsets.US_ASCII), now);
        }
    }

    private void from(String name, long now) {
        if (!name.equals(server)) {
            server = name;
            movedAt = now;
        }
    }

    @Override
    public void ended(String why) {
        ending = why;
        if (!finished) {
            closes++;
            sequence.giveUp(written);
            if (reopening != null) {
                reopening.accept(this);
            }
        }
    }

    void beginWindow() {
        worst = 0;
    }

    /** Returns the longest round trip since the window began; what is still under way counts with its time so far. */
    double worstMillis() {
        return Math.max(worst, sequence.waiting(System.nanoTime())) / 1e6;
    }

    boolean isServedBy(String name) {
        return server.equals(name);
    }

    /** When the first echo of the server came that the last one came from, as {@link System#nanoTime} tells it. */
    long movedAt() {
        return movedAt;
    }

    /** Whether an echo of what it has sent may still come. */
    boolean isWaiting() {
        return sequence.waiting(System.nanoTime()) > 0;
    }

    /** Whether it has no connection and opens none. */
    boolean isGone() {
        return ending != null && reopening == null;
    }

    @Nullable
    String ending() {
        return ending;
    }

    Tally tally() {
        return sequence.tally().plus(new Tally(0, 0, 0, 0, 0, closes));
    }
}
