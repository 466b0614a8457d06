// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An application whose drain lasts until it is told to end, or is skipped. */
final class FakeApplication implements Drainable {

    static final long BOUND_SECONDS = 20;

    private final String name;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    FakeApplication(String name) {
        this.name = name;
    }

    static FakeApplication withNothingToDrain(String name) {
        FakeApplication application = new FakeApplication(name);
        application.end();
        return application;
    }

    @Override
    public String serverName() {
        return name;
    }

    @Override
    public void drain(String trigger) {
        heard.add("drain " + trigger);
        begun.countDown();
        await(ended);
    }

    @Override
    public void skip(String trigger) {
        heard.add("skip " + trigger);
        end();
    }

    @Override
    public boolean draining() {
        return begun.getCount() == 0 && ended.getCount() > 0;
    }

    void end() {
        ended.countDown();
    }

    FakeApplication awaitDrain() {
        await(begun);
        return this;
    }

    void awaitEnd() {
        await(ended);
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(BOUND_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Nothing came in " + BOUND_SECONDS + " s");
            }
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }
}
