// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Puts fragments together and notes whole messages in a timeline. The JDK calls it one event at a time. */
final class Recorder implements WebSocket.Listener {

    final Timeline timeline = new Timeline();
    private final String leaveOn;
    private final boolean paused;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    Recorder(String leaveOn, boolean paused) {
        this.leaveOn = leaveOn;
        this.paused = paused;
    }

    @Override
    public void onOpen(WebSocket socket) {
        if (!paused) {
            socket.request(Long.MAX_VALUE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            timeline.add(new Received.Text(System.nanoTime(), message));
            if (!leaveOn.isEmpty() && message.equals(leaveOn)) {
                var unused = socket.sendClose(WebSocket.NORMAL_CLOSURE, "left by itself");
            }
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        binary.writeBytes(bytes(data));
        if (last) {
            timeline.add(new Received.Binary(System.nanoTime(), binary.toByteArray()));
            binary.reset();
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
        timeline.add(new Received.Pong(System.nanoTime(), bytes(data)));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        timeline.add(new Received.Closed(System.nanoTime(), code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        String reason = Objects.toString(error.getMessage(), error.getClass().getName());
        timeline.add(new Received.Closed(System.nanoTime(), Received.Closed.ABNORMAL, reason));
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }
}
