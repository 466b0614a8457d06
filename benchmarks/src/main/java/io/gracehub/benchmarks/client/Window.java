// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.client;

import java.util.Arrays;

/** The round trips of all clients since a moment. */
final class Window {

    private static final int FIRST_ROOM = 1 << 16;

    private double[] micros = new double[FIRST_ROOM];
    private int count;

    void begin() {
        count = 0;
    }

    void add(long nanos) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = nanos / 1e3;
    }

    double[] micros() {
        return Arrays.copyOf(micros, count);
    }
}
