// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.callback;

import jakarta.websocket.RemoteEndpoint;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;

/** A client that takes texts, as fast as they are sent; {@link #last} keeps the compiler from leaving them out. */
final class Remote implements RemoteEndpoint.Basic {

    private volatile String last = "";

    String last() {
        return last;
    }

    @Override
    public void sendText(String text) {
        last = text;
    }

    @Override
    public void sendBinary(ByteBuffer data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendText(String partialMessage, boolean isLast) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendBinary(ByteBuffer partialByte, boolean isLast) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OutputStream getSendStream() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Writer getSendWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendObject(Object data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setBatchingAllowed(boolean allowed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getBatchingAllowed() {
        return false;
    }

    @Override
    public void flushBatch() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendPing(ByteBuffer applicationData) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendPong(ByteBuffer applicationData) {
        throw new UnsupportedOperationException();
    }
}
