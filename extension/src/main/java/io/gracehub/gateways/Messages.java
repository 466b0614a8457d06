// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.message.Message;

/** Messages 1900 to 1999. */
final class Messages {

    static final Message LINKED = Message.info(1900, "A gateway has linked to server {0}. Links: {1}.");
    static final Message UNLINKED = Message.info(1901, "A gateway''s link to server {0} has ended ({1}). Links: {2}.");
    static final Message MALFORMED = Message.warning(
            1902,
            "A gateway''s link is closed with 1002 (Protocol Error): {0}. Gateway and library may be of versions that do"
                    + " not fit together.");
    static final Message NO_JSON = Message.warning(
            1903,
            "gracehub.link.secret is set, but this server has no Jakarta JSON Processing ({0}): no gateway can link to it."
                    + " Enable it (Open Liberty: feature jsonp) or add an implementation to the WAR.");
    static final Message DEAD =
            Message.warning(1904, "A gateway''s link is dead and is closed: none of the last {0} pings was answered.");
    static final Message BACKLOG =
            Message.warning(1905, "A gateway''s link is closed: the gateway reads too slowly, {0} bytes wait for it.");
    static final Message LEAVE_REFUSED = Message.warning(
            1906, "A gateway''s request to let connection {0} go is refused: {1}. Each reason is said once.");
    static final Message STAYS =
            Message.debug(1907, "Connection {0} stays, because its gateway could not move it: {1}. So far {2} times.");
    static final Message NOT_VOUCHED = Message.debug(
            1908, "Hub {0}: a handshake names a connection without the token of a live link: taken for a new one.");
    static final Message NOT_REGISTERED = Message.error(
            1909,
            "The endpoint of the links cannot be registered at ''{0}'': {1}. The application must not use that path.");
    static final Message DENIED = Message.warning(
            1911,
            "A request for the endpoint of the links was answered 401: its secret is not that of gracehub.link.secret here. If"
                    + " it came from a gateway, give both the same. Said once, until a gateway is let in.");

    private Messages() {}
}
