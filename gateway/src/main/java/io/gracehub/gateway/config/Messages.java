// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import io.gracehub.gateway.message.Message;

/** The messages of this package: 5000 to 5099. */
final class Messages {

    static final Message BAD_VALUE = Message.error(5000, "{0} is ''{1}'' ({2}): {3}; accepted: {4}");

    static final Message UNKNOWN_NAME = Message.warning(
            5001, "{0} ({1}) has no effect: the gateway has no property of this name; the nearest is {2}");

    static final Message NOT_SET =
            Message.error(5002, "{0} is not set, and the gateway cannot do without; accepted: {1}");

    static final Message ONLY_ONE_OF_TWO =
            Message.error(5003, "{0} is set, but {1} is not: TLS towards clients needs both");

    static final Message UNREADABLE = Message.error(5004, "The configuration cannot be read: {0}");

    static final Message SAME_PORT =
            Message.error(5005, "{0} and {1} are both {2}, on {3}: clients and operators need a port each");

    static final Message SHORT_SECRET = Message.warning(
            5006,
            "{0} has fewer than {1} characters, and may be guessed: nothing slows guesses down. Make one with openssl rand"
                    + " -hex 32");

    private Messages() {}
}
