// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RelayIdleTest {

    private static final long NO_TIMER = -1;

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void begin_whenThereIsATime_looks() {
        new RelayIdle(() -> true, channel, Duration.ofHours(1)).begin();
        assertThat(channel.runScheduledPendingTasks()).isPositive();
    }

    @Test
    void end_ofTheConnection_leavesNoTimerThatKeepsItInMemory() {
        new RelayIdle(() -> true, channel, Duration.ofHours(1)).begin();
        channel.pipeline().close(); // the channel's own close would cancel all timers
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(NO_TIMER);
    }

    @Test
    void begin_whenTheTimeIsZero_neverLooks() {
        new RelayIdle(() -> true, channel, Duration.ZERO).begin();
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(NO_TIMER);
    }
}
