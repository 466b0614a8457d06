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
        return (flow, unit) -> flow.cut();
    }

    /** The unit arrives as the last one. */
    static Harm cutAfter() {
        return (flow, unit) -> {
            flow.pass(unit.bytes());
            flow.cut();
        };
    }

    /** Half of the unit arrives. */
    static Harm cutInside() {
        return (flow, unit) -> {
            flow.pass(Arrays.copyOf(unit.bytes(), unit.bytes().length / 2));
            flow.cut();
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

    /** A bit of the payload is another one. */
    static Harm corrupt(int where) {
        return (flow, unit) -> {
            byte[] bytes = unit.bytes().clone();
            int length = bytes.length - unit.payload();
            if (length > 0) {
                int index = unit.payload() + Math.floorMod(where, length);
                bytes[index] = (byte) (bytes[index] ^ 1 << Math.floorMod(where, 7));
            }
            flow.pass(bytes);
        };
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
