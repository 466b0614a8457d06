// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import java.util.concurrent.atomic.LongAdder;

/** What has passed through, for the metrics. */
public final class Traffic {

    /** One direction. */
    public static final class Direction {

        private final LongAdder bytes = new LongAdder();
        private final LongAdder messages = new LongAdder();

        /** Counts what was forwarded in one go. */
        public void passed(long bytes, long messages) {
            this.bytes.add(bytes);
            if (messages != 0) {
                this.messages.add(messages);
            }
        }

        public long bytes() {
            return bytes.sum();
        }

        public long messages() {
            return messages.sum();
        }
    }

    private final Direction toServers = new Direction();
    private final Direction toClients = new Direction();

    public Direction toServers() {
        return toServers;
    }

    public Direction toClients() {
        return toClients;
    }
}
