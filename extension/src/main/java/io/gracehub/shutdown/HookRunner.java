// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.ShutdownReport.HookRun;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Runs hooks in their order, each on a thread of its own, so that one that hangs can be left behind. */
final class HookRunner {

    private final List<Hook> hooks;
    private final Executor executor;

    HookRunner(List<Hook> hooks, Executor executor) {
        this.hooks = hooks.stream()
                .sorted(Comparator.comparingInt(Hook::priority).thenComparing(Hook::name))
                .toList();
        this.executor = executor;
    }

    /** Runs the hooks of the hubs that the drain takes part in. */
    void run(Drain drain) {
        for (Hook hook : hooks) {
            if (drain.hubs().contains(hook.hub())) {
                drain.hookRan(ended(drain, hook));
            }
        }
    }

    private HookRun ended(Drain drain, Hook hook) {
        long begun = drain.clock().nanoTime();
        String skipped = drain.interrupted()
                ? "the drain was cut short"
                : drain.deadline().passed() ? "the deadline had passed" : "";
        if (!skipped.isEmpty()) {
            Messages.HOOK_SKIPPED.log(hook.name(), skipped);
            return new HookRun(hook.name(), drain.timeOf(begun), Duration.ZERO, Optional.of("not run: " + skipped));
        }
        Deadline limit = limit(drain);
        FutureTask<Void> run = new FutureTask<>(hook.body(), null) {
            @Override
            protected void done() {
                drain.wake();
            }
        };
        executor.execute(run);
        boolean returned = drain.await(run::isDone, limit);
        Duration took = Duration.ofNanos(drain.clock().nanoTime() - begun);
        return new HookRun(
                hook.name(),
                drain.timeOf(begun),
                took,
                returned ? failure(hook, run, took) : overran(drain, hook, run, took));
    }

    private static Deadline limit(Drain drain) {
        return drain.settings()
                .hookTimeout()
                .map(longest -> Deadline.in(drain.clock(), longest))
                .orElseGet(drain::deadline)
                .orEarlier(drain.deadline());
    }

    private static Optional<String> overran(Drain drain, Hook hook, FutureTask<Void> run, Duration took) {
        run.cancel(true);
        if (drain.interrupted()) {
            Messages.HOOK_SKIPPED.log(hook.name(), "to its end: the drain was cut short");
            return Optional.of("interrupted: the drain was cut short");
        }
        Messages.HOOK_OVERRAN.log(hook.name(), took.toMillis());
        return Optional.of("overran after " + took.toMillis() + " ms");
    }

    private static Optional<String> failure(Hook hook, FutureTask<Void> run, Duration took) {
        try {
            run.get();
            return Optional.empty();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            Messages.HOOK_FAILED.logWith(cause, hook.name(), took.toMillis(), cause);
            return Optional.of(String.valueOf(cause));
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
