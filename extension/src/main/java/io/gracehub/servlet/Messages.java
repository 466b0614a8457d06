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

    static final Message NOT_CALLED = Message.error(
            1754,
            "The hubs {0} are not started: the servlet container has not called the library. An <absolute-ordering> in web.xml"
                    + " leaves out each library that it does not name. Accepted: one with <others/>.");

    static final Message TAKEN = Message.error(
            1755,
            "The name ''{0}'' of the library''s filter and servlet is taken in this servlet context: by one of the application''s, or"
                    + " by a second copy of the library, such as in WEB-INF/lib and in the lib/ of an EAR. Accepted: neither.");

    static final Message NO_EXTENSION = Message.warning(
            1756,
            "The server has CDI, which has not loaded this application''s copy of the library ({0}): there are no hubs. Of the WARs"
                    + " of an EAR, some servers (Payara) load the CDI extensions of one only. Deploy each WAR with hubs by itself.");

    private Messages() {}
}
