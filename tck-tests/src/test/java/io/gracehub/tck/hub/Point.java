// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

/** What the codecs make. */
public record Point(int x, int y) {

    static Point parse(String text) {
        String[] parts = text.split(",", -1);
        return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    String line() {
        return x + "," + y;
    }
}
