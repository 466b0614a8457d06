// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.migration.Balance.Share;
import io.gracehub.gateway.migration.Balance.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BalanceTest {

    private static final int MOST = 5;

    /** All distributions of up to five connections on each of three servers, of which any may give or take or not. */
    @Test
    void next_ofAnyThreeServers_endsEven_andKeepsToWhatTheyAllow() {
        for (int counts = 0; counts < (MOST + 1) * (MOST + 1) * (MOST + 1); counts++) {
            for (int flags = 0; flags < 64; flags++) {
                even(shares(counts, flags));
            }
        }
    }

    private static List<Share<Integer>> shares(int counts, int flags) {
        List<Share<Integer>> shares = new ArrayList<>();
        int left = counts;
        for (int server = 0; server < 3; server++) {
            shares.add(new Share<>(
                    server, left % (MOST + 1), (flags >> server & 1) == 1, (flags >> (server + 3) & 1) == 1));
            left /= MOST + 1;
        }
        return shares;
    }

    private static void even(List<Share<Integer>> begun) {
        List<Share<Integer>> shares = new ArrayList<>(begun);
        int moves = 0;
        for (Optional<Transfer<Integer>> next = Balance.next(shares); next.isPresent(); next = Balance.next(shares)) {
            int from = next.get().from();
            int to = next.get().to();
            assertThat(shares.get(from).gives() && shares.get(to).takes())
                    .as("%s of %s", next, begun)
                    .isTrue();
            shares.set(from, with(shares.get(from), -1));
            shares.set(to, with(shares.get(to), 1));
            assertThat(++moves).as("%s", begun).isLessThanOrEqualTo(3 * MOST);
        }
        int fullest = shares.stream()
                .filter(Share::gives)
                .mapToInt(Share::connections)
                .max()
                .orElse(0);
        int emptiest = shares.stream()
                .filter(Share::takes)
                .mapToInt(Share::connections)
                .min()
                .orElse(MOST);
        assertThat(fullest - emptiest).as("%s", begun).isLessThanOrEqualTo(1);
    }

    private static Share<Integer> with(Share<Integer> share, int more) {
        return new Share<>(share.server(), share.connections() + more, share.gives(), share.takes());
    }
}
