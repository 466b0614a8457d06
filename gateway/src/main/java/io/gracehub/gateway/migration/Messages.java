// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import io.gracehub.gateway.message.Message;

final class Messages {

    static final Message MIGRATING = Message.info(5400, "{0} lets go: {1} connections are to be moved");
    static final Message UNTOLD = Message.debug(5401, "a ''{0}'' could not be told to {1}: it has no link");
    static final Message NO_TARGET = Message.warning(
            5402,
            "{0} connections of {1} have no server to go to: they stay there and work; they are moved when one is ready");

    static final Message MOVED = Message.info(
            5403,
            "{0} connections of {1} have been moved within {2} ms; pauses: {3} ms in the middle, {4} ms at most;"
                    + " {5} had to be closed");

    private Messages() {}
}
