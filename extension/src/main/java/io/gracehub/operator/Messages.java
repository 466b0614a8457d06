// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.operator;

import io.gracehub.message.Message;

/** Messages 2000 to 2049. */
final class Messages {

    static final Message NOT_UNDER_WAY =
            Message.error(2000, "Server {0} is in stage RUNNING: there is no drain to take back.");
    static final Message NO_MBEAN = Message.warning(
            2001,
            "Server {0} cannot be drained over JMX: its MBean io.gracehub:type=GracefulShutdown is refused ({1}). The"
                    + " other triggers work.");
    static final Message NOT_GIVEN_BACK = Message.warning(
            2002, "The MBean {0} cannot be unregistered ({1}): the classes of this application stay in memory.");

    private Messages() {}
}
