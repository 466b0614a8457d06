// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.Server;
import io.netty.channel.EventLoop;

/** Opens connections to servers for plain HTTP. */
interface HttpProxyDialer {

    /**
     * Opens one; {@link HttpProxyUpstream.User#connected} or {@link HttpProxyUpstream.User#lost} follows, within the
     * handshake timeout.
     *
     * @param loop the client's
     */
    HttpProxyUpstream dial(Server server, EventLoop loop, HttpProxyUpstream.User user);
}
