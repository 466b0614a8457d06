// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import io.gracehub.message.Message;

/** Messages 1750 to 1799. */
final class Messages {

    static final Message NO_CDI = Message.warning(
            1750,
            "Gracehub is in the application but finds no CDI container ({0}): there are no hubs. Enable CDI (Open"
                    + " Liberty: feature cdi; Tomcat: Weld).");
    static final Message NO_WEBSOCKET = Message.error(
            1751,
            "Gracehub finds no WebSocket container in this servlet context: hubs cannot be registered. Enable it (Open"
                    + " Liberty: feature websocket).");
    static final Message NOT_STARTED = Message.error(1752, "The hubs cannot be started: {0}");

    static final Message NO_CONTEXT_SERVICE = Message.debug(
            1753,
            "Shutdown hooks run without the container''s naming context: there is no Jakarta Concurrency context service"
                    + " ({0}).");

    private Messages() {}
}
