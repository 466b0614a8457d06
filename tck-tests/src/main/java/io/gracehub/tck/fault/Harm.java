// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** What happens to a connection when the moment has come, in place of passing a unit on. */
@FunctionalInterface
public interface Harm {

    /** Does it, and passes the unit on or not. */
    void strike(Flow flow, Unit unit) throws IOException;

    /** The unit is lost, and the connection with it, both ways, without a FIN. */
    static Harm cutBefore() {
        return (flow, unit) -> flow.passage().cut();
    }

    /** The unit arrives as the last one. */
    static Harm cutAfter() {
        return (flow, unit) -> {
            flow.pass(unit.bytes());
            flow.passage().cut();
        };
    }

    /** Half of the unit arrives. */
    static Harm cutInside() {
        return (flow, unit) -> {
            flow.pass(Arrays.copyOf(unit.bytes(), unit.bytes().length / 2));
            flow.passage().cut();
        };
    }

    /** The receiver sees the end of the stream, and may go on sending. */
    static Harm halfClose() {
        return (flow, unit) -> {
            flow.pass(unit.bytes());
            flow.halfClose();
        };
    }

    /** The unit and all after it come late, in order. */
    static Harm stall(Duration time) {
        return (flow, unit) -> {
            sleep(time);
            flow.pass(unit.bytes());
        };
    }

    /** Neither this unit nor anything after it arrives, either way, and nobody is told. */
    static Harm freeze() {
        return (flow, unit) -> {
            flow.passage().freeze();
            flow.pass(unit.bytes());
        };
    }

    /**
     * A bit of the payload is another one.
     *
     * @param bit counted from the lowest one of the first byte, and round again from the last one
     */
    static Harm corrupt(int bit) {
        return (flow, unit) -> flow.pass(flipped(unit, unit.payload(), unit.bytes().length, bit));
    }

    /**
     * A bit of a frame's header is another one, as what kind of frame it is, whether it is a message's last, how long, or
     * how it is masked; or one of a head's first line.
     *
     * @param bit as above
     */
    static Harm corruptHeader(int bit) {
        return (flow, unit) -> flow.pass(flipped(unit, 0, unit.header(), bit));
    }

    private static byte[] flipped(Unit unit, int from, int to, int bit) {
        if (to <= from) {
            throw new IllegalArgumentException("there is nothing to change in " + unit);
        }
        byte[] bytes = unit.bytes().clone();
        int where = Math.floorMod(bit, (to - from) * Byte.SIZE);
        bytes[from + where / Byte.SIZE] ^= (byte) (1 << where % Byte.SIZE);
        return bytes;
    }

    /** Something happens elsewhere before the unit goes on. */
    static Harm first(Runnable deed) {
        return (flow, unit) -> {
            deed.run();
            flow.pass(unit.bytes());
        };
    }

    private static void sleep(Duration time) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
