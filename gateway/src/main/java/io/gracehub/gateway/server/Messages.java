// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import io.gracehub.gateway.message.Message;

/** The messages of this package: 5100 to 5199. */
final class Messages {

    static final Message NOT_RESOLVED = Message.warning(
            5150,
            "The name {0} cannot be resolved ({1}): its servers stay as they are, and it is tried again every {2} s");

    static final Message RESOLVED_AGAIN = Message.info(5151, "The name {0} can be resolved again");

    static final Message FOUND = Message.info(5152, "{0} is a server: {1} stands for it");

    static final Message GONE = Message.info(5153, "{0} is no server any more: {1} does not stand for it");

    static final Message CORDONED =
            Message.info(5154, "An operator has cordoned {0}: nothing new is routed to it, its connections stay");

    static final Message UNCORDONED =
            Message.info(5155, "An operator has uncordoned {0}: it may take connections again");

    static final Message WITHDRAWN = Message.info(
            5156,
            "{1} does not stand for {0} any more, whose link is up: its connections stay, and new ones go to it only while"
                    + " no other server is ready");

    private Messages() {}
}
