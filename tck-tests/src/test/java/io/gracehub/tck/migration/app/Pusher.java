// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.app;

import io.gracehub.HubContext;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends each client of a hub numbered messages, from a thread of its own. */
@ApplicationScoped
public class Pusher {

    private static final int MILLIS = 250;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    @Inject
    HubContext<DirectHub> hub;

    @Inject
    Visits visits;

    void begin(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // the first call makes the bean
    }

    @PostConstruct
    void start() {
        thread.scheduleAtFixedRate(this::push, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    private void push() {
        hub.clients().stream().forEach(visits::push);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
