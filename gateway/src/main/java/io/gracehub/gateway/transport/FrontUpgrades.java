// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;

/** Takes over a client's connection whose request asks for a WebSocket. */
interface FrontUpgrades {

    /**
     * Takes the connection over. Called when the request has come completely; it has been checked, and has no body. The
     * handlers of {@link Front} are still in the pipeline, under its names.
     *
     * @param ctx the context of {@link FrontHandler}
     */
    void begin(ChannelHandlerContext ctx, HttpRequest request);
}
