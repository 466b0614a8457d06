// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The ways in which a network may cut a stream. */
public final class Pieces {

    private Pieces() {}

    /** Cuts it; zero leaves it whole, and another number always cuts in the same way. */
    public static List<byte[]> of(byte[] stream, int how) {
        if (how == 0) {
            return List.of(stream);
        }
        Random random = new Random(how);
        int longest = 1 + random.nextInt(40);
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int end = Math.min(stream.length, at + 1 + random.nextInt(longest));
            pieces.add(Arrays.copyOfRange(stream, at, end));
            at = end;
        }
        return pieces;
    }
}
