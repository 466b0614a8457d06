// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.application;

import io.gracehub.ShutdownReport;
import io.gracehub.StageChanged;
import io.gracehub.shutdown.StageListener;
import io.gracehub.websocket.Contexts;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Those who follow the shutdown: first the server's monitoring, then the application's observers, which may take their
 * time.
 */
final class Followers implements StageListener {

    private final Contexts contexts;
    private final StageListener observers;
    private final List<StageListener> monitoring = new CopyOnWriteArrayList<>();

    Followers(Contexts contexts, StageListener observers) {
        this.contexts = contexts;
        this.observers = observers;
    }

    void add(StageListener follower) {
        monitoring.add(follower);
    }

    @Override
    public void changed(StageChanged event) {
        tellInContexts(follower -> follower.changed(event));
        observers.changed(event);
    }

    @Override
    public void ended(ShutdownReport report) {
        tellInContexts(follower -> follower.ended(report));
    }

    @Override
    public void look() {
        tellInContexts(StageListener::look);
    }

    /** Not in contexts: at the end, those may be gone. */
    @Override
    public void close() {
        tell(StageListener::close);
    }

    /** In contexts, as the server's metrics read configuration. */
    private void tellInContexts(Consumer<StageListener> telling) {
        tell(follower -> contexts.run(() -> telling.accept(follower)));
    }

    /** What monitoring makes of it stops neither the drain nor what is told next. */
    private void tell(Consumer<StageListener> telling) {
        for (StageListener follower : monitoring) {
            try {
                telling.accept(follower);
            } catch (RuntimeException | LinkageError failure) {
                Messages.FOLLOWER_FAILED.logWith(failure, failure);
            }
        }
    }
}
