// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway;

import io.gracehub.gateway.message.Message;

/** The messages of this package: 5800 to 5899. */
final class Messages {

    static final Message READY = Message.info(
            5800,
            "Gateway {0} {1} is ready after {2} ms: clients on {3}, health and metrics on http://{4}, servers {5}");

    static final Message NOT_STARTED = Message.error(5801, "The gateway cannot start: {0}");

    static final Message STOPPED = Message.info(5802, "The gateway has stopped after {0}");

    static final Message USAGE = Message.error(5803, "There is no option {0}; accepted: --help, --version");

    static final Message LEFT_OUT =
            Message.warning(5804, "{0} messages are missing here: the log was not read as fast as it was written");

    private Messages() {}
}
