// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.message.Message;

/** The messages of this package: 5500 to 5599. */
final class Messages {

    static final Message ANSWER_BROKEN =
            Message.warning(5550, "{0} did not complete an answer ({1}): its client''s connection was cut");

    static final Message NOT_CONNECTED = Message.warning(
            5551, "{0} could not be reached ({1}): the request goes to another server, if there is one");

    static final Message NO_ANSWER =
            Message.warning(5552, "{0} did not answer a request ({1}): its client got 502 or 504");

    static final Message CLIENT_FAILED = Message.debug(5553, "The connection of {0} ended: {1}");

    static final Message FULL = Message.warning(
            5554,
            "{0} client connections are open, as many as gracehub.gateway.max-connections allows: more are answered 503");

    static final Message ADMIN_FAILED = Message.warning(5555, "A request to the admin port failed: {0}");

    static final Message FORWARDED_DROPPED = Message.info(
            5556,
            "The header {0} of a client was dropped, as are all that say for whom something is forwarded. If a proxy stands in"
                    + " front of this gateway, set gracehub.gateway.behind-proxy=on. Said once.");

    private Messages() {}
}
