// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.message.Message;

/** Messages 1350 to 1399. */
final class Messages {

    static final Message BAD_TEMPLATE = Message.error(
            1350,
            "Hub {0}: the path ''{1}'' is not usable: {2}. Accepted: a path that starts with a slash, whose segments"
                    + " are literal, without percent-encoding, or one variable, such as /chat or /chat/'{'room'}'.");
    static final Message CALLBACK_FAILED =
            Message.error(1351, "Hub {0}, connection {1}: {2} (the hub has no @OnError method to tell it to)");
    static final Message ON_ERROR_FAILED =
            Message.error(1352, "Hub {0}, connection {1}: @OnError itself threw {2} when it was told {3}.");
    static final Message CONNECTION_BROKE = Message.info(1353, "Hub {0}, connection {1}: the connection broke: {2}.");
    static final Message NO_ENDPOINT = Message.error(
            1354,
            "Hub {0} cannot be registered at ''{1}'': {2}. Perhaps a @ServerEndpoint of the application has the same"
                    + " path.");
    static final Message CONFIGURATOR_FAILED = Message.error(
            1355, "Hub {0}: its configurator {1} cannot be created: {2}. It needs a constructor without parameters.");

    static final Message NOT_OPENED = Message.error(
            1356,
            "Hub {0}: a connection is closed with 1011, because the hub or one of its encoders or decoders could not be"
                    + " created for it: {1}.");

    static final Message SHARED_PROPERTIES = Message.error(
            1357,
            "Hub {0}: this WebSocket container shares the user properties of an endpoint among its handshakes, against"
                    + " Jakarta WebSocket 2.1. Connections that come through a gateway are taken for new ones, and cannot"
                    + " be migrated.");

    static final Message NOT_ANNOUNCED = Message.warning(
            1358,
            "Hub {0}: a connection from another server is refused, because the link that announced it has ended: its state"
                    + " would be lost. Its gateway announces it again.");

    private Messages() {}
}
