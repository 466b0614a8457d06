// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import java.nio.ByteBuffer;

/** The rest of a big message: made of its number, so that no two are alike. */
final class Filler {

    private static final int LENGTH = 1 << 20;

    private Filler() {}

    static String text(int number) {
        String line = "line of message " + number + ", with a letter of two bytes: \u00e4\n";
        return line.repeat(LENGTH / line.length());
    }

    static ByteBuffer bytes(int number) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        for (int i = 0; i < LENGTH / Integer.BYTES; i++) {
            bytes.putInt(number + i);
        }
        return bytes.flip();
    }
}
