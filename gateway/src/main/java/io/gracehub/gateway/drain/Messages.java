// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.drain;

import io.gracehub.gateway.message.Message;

/** The messages of this package: 5700 to 5799. */
final class Messages {

    static final Message BEGUN = Message.info(
            5700,
            "{0}: the gateway shuts down; its {1} connections are closed within {2} s, a second signal ends it at once");

    static final Message CUT_SHORT = Message.info(5701, "{0} came during the shutdown, which ends at once");

    static final Message DEADLINE = Message.warning(
            5702,
            "gracehub.gateway.shutdown.timeout ({0} s) is over: {1} connections and {2} requests are cut off that had not"
                    + " ended");

    static final Message NO_SIGNAL =
            Message.warning(5703, "{0} cannot be handled ({1}): it ends the gateway at once, and cuts its clients off");

    private Messages() {}
}
