// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.message.Message;

final class Messages {

    static final Message NOT_TAKEN =
            Message.debug(5300, "connection {0} was not taken by {1}: {2}; another server is tried");
    static final Message LEAVE_OVERDUE = Message.warning(
            5301,
            "connection {0} was to leave {1}, which {2} without saying in time that it has let the connection go;"
                    + " messages may be lost");

    private Messages() {}
}
