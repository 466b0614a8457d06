// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.codec.Codecs;
import jakarta.websocket.DecodeException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An {@code @OnMessage} method as the callback for one kind of message. */
public final class MessageCallback {

    private final Callback callback;
    private final MessageForm form;
    private final long maxMessageSize;

    MessageCallback(Callback callback, MessageForm form, long maxMessageSize) {
        this.callback = callback;
        this.form = form;
        this.maxMessageSize = maxMessageSize;
    }

    /** What the container must deliver. */
    public RawForm form() {
        return form.raw();
    }

    /** The largest whole message that the method takes, in bytes; -1 for none, and for parts and streams. */
    public long maxMessageSize() {
        return form.raw().isWhole() ? maxMessageSize : -1;
    }

    /**
     * Makes the value of the message parameter of what the container has delivered. What a decoder throws passes
     * through.
     *
     * @param raw of the class that {@link #form()} says
     * @throws DecodeException also where no decoder is willing
     */
    public Object convert(Object raw, Codecs codecs) throws DecodeException, IOException {
        return form.conversion().convert(raw, codecs);
    }

    /** Calls the method as {@link Callback#invoke} does. */
    public @Nullable Object invoke(Object hub, Call call) throws Throwable {
        return callback.invoke(hub, call);
    }

    public Callback callback() {
        return callback;
    }
}
