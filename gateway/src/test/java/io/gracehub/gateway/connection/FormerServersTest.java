// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FormerServersTest {

    private static final long NOW = Long.MAX_VALUE - 5; // the clock may overflow
    private static final long LAST = NOW + Duration.ofSeconds(35).toNanos();

    private final Server server = new Server(new ServerAddress(false, "127.0.0.1", 1, ""));
    private final Server other = new Server(new ServerAddress(false, "127.0.0.1", 2, ""));
    private final FormerServers former = new FormerServers();

    @Test
    void server_thatHasBeenLeft_maySpeakForAWhile() {
        former.left(server, NOW);

        assertThat(former.maySpeak(server, NOW)).isTrue();
        assertThat(former.maySpeak(server, LAST)).isTrue();
        assertThat(former.maySpeak(server, LAST + 1)).isFalse();
        assertThat(former.maySpeak(other, NOW)).isFalse();
    }

    @Test
    void server_thatIsLeftAgain_mayGoOn() {
        former.left(server, NOW);
        former.left(other, LAST + 1);
        former.left(server, LAST + 2);

        assertThat(former.maySpeak(server, LAST + 3)).isTrue();
        assertThat(former.maySpeak(other, LAST + 3)).isTrue();
    }
}
