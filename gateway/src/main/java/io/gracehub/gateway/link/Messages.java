// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.link;

import io.gracehub.gateway.message.Message;

final class Messages {

    static final Message LINKED =
            Message.info(5200, "linked to {0}: hubs {1}, stage {2}; its connections can be moved");
    static final Message UNLINKED = Message.warning(5201, "the link to {0} has ended ({1}{2}); it is dialled again");
    static final Message UNREACHABLE = Message.warning(5202, "{0} cannot be reached: {1}; it is dialled again");
    static final Message WRONG_SECRET = Message.error(
            5203,
            "{0} refuses the link with 401: gracehub.link.secret here and there differ; until it is linked it is served"
                    + " as a plain proxy, and its connections cannot be moved");
    static final Message NO_LINK = Message.warning(
            5204,
            "{0} offers no link (it answered {1} to /gracehub/link below its context root); it is served as a plain proxy, and its"
                    + " connections cannot be moved; does it have the library, and gracehub.link.secret?");
    static final Message NO_HELLO =
            Message.warning(5205, "{0} has said nothing on its link for {1} s; it is dialled again");
    static final Message MALFORMED = Message.error(5206, "a message on the link to {0} breaks the protocol: {1}");
    static final Message OFFLINE =
            Message.info(5207, "{0} goes offline (mode {1}, {2} ms left); nothing new is routed to it");
    static final Message RESUMED = Message.info(5208, "{0} has taken its drain back; it takes connections again");
    static final Message LINK_DEAD =
            Message.warning(5209, "{0} has not answered {1} pings on its link; it is dialled again");

    static final Message STOPPED = Message.info(5210, "{0} has stopped ({1}{2}); it is dialled until it is back");

    static final Message LOST = Message.warning(
            5211,
            "{0} is silent: no ping was answered, and it was not linked to again within {1} ms"
                    + " (gracehub.gateway.silence-timeout); {2} connections have lost it");

    private Messages() {}
}
