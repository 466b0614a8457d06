// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.app;

import io.gracehub.Hub;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers by a stage that another thread completes, in the order of the questions. */
@Hub("/later")
public class LaterHub {

    private static final int MILLIS = 30;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    @Inject
    Visits visits;

    @OnOpen
    public void opened(Session session) {
        visits.opened(session);
    }

    @OnMessage
    public CompletionStage<String> said(String text, Session session) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        String said = visits.handled(session, Integer.parseInt(text));
        var unused = thread.schedule(() -> answer.complete(said), MILLIS, TimeUnit.MILLISECONDS);
        return answer;
    }

    @OnClose
    public void left(Session session, CloseReason reason) {
        visits.closed(session, reason);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
