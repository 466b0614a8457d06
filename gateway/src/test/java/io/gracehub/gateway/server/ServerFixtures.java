// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

/** Servers in a state that their links bring them to. */
public final class ServerFixtures {

    private ServerFixtures() {}

    /** As if it had told its name and token on its link. */
    public static void identify(Server server, String name, String token) {
        server.identity(new Server.Identity(name, "", token, Server.Level.SHUTDOWN_ONLY));
    }
}
