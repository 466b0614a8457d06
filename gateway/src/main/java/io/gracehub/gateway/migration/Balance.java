// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which connection moves next so that servers get even: one from the fullest to the emptiest. */
final class Balance {

    private Balance() {}

    /**
     * One server's part.
     *
     * @param connections that it will have when all moves under way have ended
     * @param gives whether connections may be taken from it
     * @param takes whether connections may be moved to it
     */
    record Share<T>(T server, int connections, boolean gives, boolean takes) {}

    /** A move of one connection. */
    record Transfer<T>(T from, T to) {}

    /** Returns the next move; nothing if no server that gives has two more than one that takes. */
    static <T> Optional<Transfer<T>> next(List<Share<T>> shares) {
        Optional<Share<T>> fullest =
                shares.stream().filter(Share::gives).max(Comparator.comparingInt(Share::connections));
        Optional<Share<T>> emptiest =
                shares.stream().filter(Share::takes).min(Comparator.comparingInt(Share::connections));
        return fullest.flatMap(from -> emptiest.filter(to -> from.connections() - to.connections() > 1)
                .map(to -> new Transfer<>(from.server(), to.server())));
    }
}
