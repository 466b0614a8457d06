// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.link;

import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What servers say over their links. Told on the control loop. */
public interface LinkListener {

    /** A server has linked; that it was ready before does not mean that it could be moved to. */
    void linked(Server server);

    /** A server goes offline; what its connections have left of its deadline. */
    void draining(Server server, Duration deadline);

    /** A server's connections are to be moved: these, or with null all, and whichever come until the drain ends. */
    void migrate(Server server, @Nullable List<String> connections);

    /** A server's drain was taken back. */
    void resumed(Server server);

    /** A server's link has ended. */
    void unlinked(Server server);

    /** A server has been silent for so long that its connections have lost it. */
    void lost(Server server);

    /** A server has said something about one connection. */
    void about(Server server, LinkMessage.AboutConnection message);
}
