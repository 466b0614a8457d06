// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.operator;

import io.gracehub.ShutdownReport;
import io.gracehub.ShutdownReport.HookRun;
import io.gracehub.ShutdownStatus;
import io.gracehub.Stage;
import io.gracehub.config.Secret;
import io.gracehub.shutdown.ServedHub;
import io.gracehub.shutdown.ServerShutdown;
import io.gracehub.shutdown.Trigger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an operator can do and see, whatever the way there. */
public final class Operator {

    /** What a drain may take longer than anybody has thought of. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    private final String server;
    private final ServerShutdown shutdown;
    private final List<ServedHub> hubs;
    private final @Nullable Secret token;
    private final BiConsumer<Duration, Runnable> timer;

    /**
     * Makes it.
     *
     * @param token what the endpoint asks for; empty: there is no endpoint
     * @param timer runs something after some time
     */
    public Operator(
            String server,
            ServerShutdown shutdown,
            List<ServedHub> hubs,
            Optional<Secret> token,
            BiConsumer<Duration, Runnable> timer) {
        this.server = server;
        this.shutdown = shutdown;
        this.hubs = List.copyOf(hubs);
        this.token = token.orElse(null);
        this.timer = timer;
    }

    /** Whether there is an operator endpoint. */
    public boolean listens() {
        return token != null && !hubs.isEmpty();
    }

    /** Whether a request with this header {@code Authorization} comes from the operator. */
    public boolean admits(@Nullable String authorization) {
        return token != null && token.isBorneBy(authorization);
    }

    /** Starts a drain, or joins the one there is. Returns at once. */
    public void drain() {
        shutdown.drain(Trigger.OPERATOR);
    }

    /** Drains, and completes with the report when that has ended; with nothing if it has not in all its time. */
    public CompletableFuture<String> ended() {
        CompletableFuture<String> ended = shutdown.drain(Trigger.OPERATOR).thenApply(done -> JsonText.of(map(done)));
        timer.accept(shutdown.longestWait().plus(RESERVE), () -> ended.complete(""));
        return ended;
    }

    /**
     * Takes the drain back.
     *
     * @throws IllegalStateException if there is none, or it cannot be taken back; says why
     */
    public void resume() {
        if (shutdown.stage() == Stage.RUNNING) {
            throw new IllegalStateException(Messages.NOT_UNDER_WAY.text(server));
        }
        shutdown.resume();
    }

    /** Returns where the server is in its shutdown, as JSON. */
    public String status() {
        ShutdownStatus now = shutdown.status();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("server", server);
        map.put("stage", now.stage());
        map.put("trigger", now.trigger().orElse(null));
        map.put("deadline", deadline(now));
        map.put("connections", now.connections());
        counts(map, now.left(), now.closed(), now.migrated(), now.failed());
        map.put("hooks", hooks(now.hooks()));
        map.put("hubs", hubs.stream().map(Operator::map).toList());
        map.put("report", shutdown.lastReport().map(this::map).orElse(null));
        return JsonText.of(map);
    }

    /** Returns an error as JSON. */
    public static String error(String text) {
        return JsonText.of(Map.of("error", text));
    }

    ServerShutdown shutdown() {
        return shutdown;
    }

    String server() {
        return server;
    }

    String lastReport() {
        return shutdown.lastReport().map(done -> JsonText.of(map(done))).orElse("");
    }

    /** The modes of the hubs: one word where all have the same. */
    public String modes() {
        return hubs.stream().map(Operator::mode).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static String mode(ServedHub hub) {
        return hub.mode().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable String deadline(ShutdownStatus status) {
        return status.deadline()
                .map(time -> time.truncatedTo(ChronoUnit.MILLIS).toString())
                .orElse(null);
    }

    private Map<String, @Nullable Object> map(ShutdownReport done) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("server", server);
        map.put("trigger", done.trigger());
        map.put("outcome", done.outcome());
        map.put("millis", done.duration().toMillis());
        Map<String, @Nullable Object> stages = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            Duration took = done.stages().get(stage);
            if (took != null) {
                stages.put(stage.name(), took.toMillis());
            }
        }
        map.put("stages", stages);
        map.put("connections", done.connections());
        counts(map, done.left(), done.closed(), done.migrated(), done.failed());
        map.put("hooks", hooks(done.hooks()));
        return map;
    }

    private static void counts(Map<String, @Nullable Object> map, int left, int closed, int migrated, int failed) {
        map.put("left", left);
        map.put("closed", closed);
        map.put("migrated", migrated);
        map.put("failed", failed);
    }

    private static List<Map<String, @Nullable Object>> hooks(List<HookRun> runs) {
        return runs.stream().map(Operator::map).toList();
    }

    private static Map<String, @Nullable Object> map(HookRun run) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("hook", run.hook());
        map.put("millis", run.duration().toMillis());
        map.put("failure", run.failure().orElse(null));
        return map;
    }

    private static Map<String, @Nullable Object> map(ServedHub hub) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("path", hub.path());
        map.put("mode", mode(hub));
        map.put("connections", hub.connections());
        return map;
    }
}
