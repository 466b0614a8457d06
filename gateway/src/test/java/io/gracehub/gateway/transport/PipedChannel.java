// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;

/** A connection without a network: bytes in, bytes out, on the thread of the test. It tells what was not released. */
final class PipedChannel extends EmbeddedChannel implements DuplexChannel {

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private boolean outputShutdown;

    PipedChannel(ChannelHandler... handlers) {
        config().setAllocator(allocator);
        pipeline().addLast(handlers);
    }

    /** The other end sends this; it is lost where nobody listens any more. */
    void receive(byte[] bytes) {
        if (isOpen()) {
            ByteBuf buffer = allocator.buffer(Math.max(1, bytes.length)).writeBytes(bytes);
            writeInbound(buffer);
            releaseInbound();
        }
        run();
    }

    /** Runs what is due. */
    void run() {
        runPendingTasks();
        checkException();
    }

    /** All that has been sent to the other end. */
    byte[] sent() {
        run();
        for (Object part = readOutbound(); part != null; part = readOutbound()) {
            assertThat(part).isInstanceOf(ByteBuf.class);
            sent.writeBytes(ByteBufUtil.getBytes((ByteBuf) part));
            ReferenceCountUtil.release(part);
        }
        return sent.toByteArray();
    }

    /** Whether nothing more will be sent. */
    boolean ended() {
        return outputShutdown || !isOpen();
    }

    /** The other end has gone. Fails if a buffer is left. */
    void end() {
        sent();
        finishAndReleaseAll();
        run();
        assertThat(allocator.metric().usedHeapMemory())
                .as("bytes that were not released")
                .isZero();
    }

    @Override
    public boolean isInputShutdown() {
        return !isOpen();
    }

    @Override
    public ChannelFuture shutdownInput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        outputShutdown = true;
        return promise.setSuccess();
    }

    @Override
    public boolean isShutdown() {
        return outputShutdown && isInputShutdown();
    }

    @Override
    public ChannelFuture shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }
}
