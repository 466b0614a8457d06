// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.application;

import io.gracehub.message.Message;

/** Messages 1700 to 1749. */
final class Messages {

    static final Message STARTED = Message.info(
            1700,
            "Server {0} is ready with the hubs {1}; timeout {2}, configuration from {3}. A drain is started by: {4}. Context"
                    + " root: {5}.");
    static final Message NOT_ACTIVE = Message.info(1701, "A drain is not started by: {0}.");
    static final Message TOO_LATE = Message.warning(
            1702,
            "Neither a signal nor the server''s own stop starts a drain here: when the process stops, the container may"
                    + " cut the clients off before the library is told. Set gracehub.shutdown.signals=true, or call"
                    + " GracefulShutdown.drain() before the stop.");

    static final Message SWEEP_FAILED =
            Message.error(1703, "Hub {0}: looking for dead connections failed: {1}. It is tried again.");

    // 1704 was said of modes that were not carried out yet

    static final Message FOLLOWER_FAILED =
            Message.error(1705, "What the server''s monitoring is told of the shutdown failed: {0}. All else goes on.");

    private Messages() {}
}
