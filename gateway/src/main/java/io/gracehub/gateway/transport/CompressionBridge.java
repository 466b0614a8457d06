// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.frame.CloseStatus;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;

/** Frames on the side of the channel, bytes on the side of the relay. */
final class CompressionBridge extends ChannelDuplexHandler {

    private final RelayClient client;
    private final ToBytes toBytes = new ToBytes();
    private final CompressionFrames toFrames = new CompressionFrames();

    CompressionBridge(RelayClient client) {
        this.client = client;
    }

    /** A decompressor that has failed may fail again at the end, and keep that end from the relay. */
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().closeFuture().addListener(closed -> client.gone());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!(message instanceof WebSocketFrame frame)) {
            ctx.fireChannelRead(message);
            return;
        }
        List<Object> bytes = new ArrayList<>(2);
        try {
            toBytes.encode(ctx, frame, bytes);
        } finally {
            frame.release();
        }
        bytes.forEach(ctx::fireChannelRead);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
            ctx.write(message, promise);
            return;
        }
        List<WebSocketFrame> frames = new ArrayList<>();
        try {
            toFrames.add(bytes, frames);
        } finally {
            bytes.release();
        }
        if (frames.isEmpty()) {
            promise.trySuccess();
        }
        for (int i = 0; i < frames.size(); i++) {
            ctx.write(frames.get(i), i == frames.size() - 1 ? promise : ctx.voidPromise());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException broken) {
            client.violated(new CloseStatus(broken.closeStatus().code(), ServerHandshake.why(cause)));
        } else if (cause instanceof DecompressionException) {
            client.violated(new CloseStatus(CloseStatus.TOO_BIG, "what it has compressed is broken, or too long"));
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    /** What a client would have sent without compression: masked, as it goes to a server. */
    private static final class ToBytes extends WebSocket13FrameEncoder {

        ToBytes() {
            super(true);
        }

        @Override
        protected void encode(ChannelHandlerContext ctx, WebSocketFrame frame, List<Object> out) throws Exception {
            super.encode(ctx, frame, out);
        }
    }
}
