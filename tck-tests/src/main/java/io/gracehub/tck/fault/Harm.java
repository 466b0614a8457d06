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

    /** A bit of the payload is another one. */
    static Harm corrupt(int where) {
        return (flow, unit) -> flow.pass(flipped(unit, unit.payload(), unit.bytes().length, where));
    }

    /** A bit of a frame's header is another one: what kind of frame it is, how long, how it is masked. */
    static Harm corruptHeader(int where) {
        return (flow, unit) -> flow.pass(flipped(unit, 0, unit.payload(), where));
    }

    private static byte[] flipped(Unit unit, int from, int to, int where) {
        byte[] bytes = unit.bytes().clone();
        if (to > from) {
            int index = from + Math.floorMod(where, to - from);
            bytes[index] = (byte) (bytes[index] ^ 1 << Math.floorMod(where, 7));
        }
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
