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

    static final Message DRAINING =
            Message.info(5404, "An operator drains {0}: {1} of its {2} connections are to be moved");

    static final Message DRAINED = Message.info(
            5405,
            "The drain of {0} by an operator has ended: {1} connections moved, {2} stayed, {3} closed; {4} are left there");

    static final Message KEPT = Message.debug(5406, "{0} keeps connection {1}: {2}");

    static final Message REBALANCING = Message.info(5407, "Connections are evened out: {0}");

    static final Message REBALANCED = Message.info(5408, "Connections are as even as they can be; {0} moves were made");

    static final Message REBALANCING_STOPPED =
            Message.info(5409, "{0}: connections are not evened out any more; {1} moves were begun");

    static final Message LEFT_ALONE = Message.info(
            5410,
            "No connection is taken from {0} to even them out: its gracehub.migration.level is not any; it may get some");

    static final Message MOVED_AFTER_CRASH = Message.warning(
            5411, "{1} has died: {0} of its connections have gone on at other servers; messages may be missing");

    private Messages() {}
}
