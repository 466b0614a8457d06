// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Answers that come later. */
@Hub("/later")
public class LaterHub {

    @OnMessage
    public CompletionStage<String> said(String text) {
        return CompletableFuture.supplyAsync(
                () -> {
                    if (text.equals("fail")) {
                        throw new IllegalStateException("secret detail");
                    }
                    return "later " + text;
                },
                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
    }

    @OnError
    public void failed(Session session, Throwable failure) throws IOException {
        session.getBasicRemote().sendText("failed " + failure.getClass().getSimpleName());
    }
}
