// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.metrics;

import io.gracehub.ShutdownReport.HookRun;
import io.gracehub.Stage;
import io.gracehub.StageChanged;
import io.gracehub.shutdown.ServedHub;
import io.gracehub.shutdown.ServedHub.Departures;
import io.gracehub.shutdown.StageListener;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * The metrics of one application. The registry may be shared by all applications of the server, and outlives them: each
 * metric is tagged with the server's name, and is taken out at the end, or the class loader would leak.
 */
public final class Metrics implements StageListener {

    /** Injected, as its producer asks where it goes. */
    @Inject
    MetricRegistry registry;

    private final Map<ServedHub, Departures> counted = new HashMap<>();
    private final Set<MetricID> registered = new HashSet<>();
    private Tag server = new Tag("server", "");
    private long since;
    private int hooks;

    /** Registers the metrics. */
    public synchronized void register(String name, Supplier<Stage> stage, List<ServedHub> hubs) {
        server = new Tag("server", name);
        gauge(
                "gracehub.stage",
                "0 RUNNING, 1 OFFLINE, 2 HOOKS, 3 CLIENTS, 4 STOPPED",
                () -> List.of(Stage.values()).indexOf(stage.get()));
        for (ServedHub hub : hubs) {
            gauge("gracehub.connections", "Connections that the hub has", hub::connections, hubTag(hub));
            counted.put(hub, new Departures(0, 0, 0, 0));
        }
        look();
    }

    private static Tag hubTag(ServedHub hub) {
        return new Tag("hub", hub.path());
    }

    private void gauge(String name, String description, Supplier<Integer> value, Tag... tags) {
        registry.gauge(metadata(name, description), value, tagged(name, tags));
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }

    /** Remembers what is to be taken out. */
    private Tag[] tagged(String name, Tag... tags) {
        List<Tag> all = new ArrayList<>(List.of(tags));
        all.add(server);
        Tag[] tagged = all.toArray(Tag[]::new);
        registered.add(new MetricID(name, tagged));
        return tagged;
    }

    /** Counts whose connections have ended since it was asked last. */
    @Override
    public synchronized void look() {
        counted.replaceAll((hub, before) -> {
            Departures now = hub.departures();
            ended(hub, "left", now.left() - before.left());
            ended(hub, "closed", now.closed() - before.closed());
            ended(hub, "migrated", now.migrated() - before.migrated());
            ended(hub, "failed", now.failed() - before.failed());
            return now;
        });
    }

    private void ended(ServedHub hub, String how, int more) {
        String name = "gracehub.connections.ended";
        registry.counter(
                        metadata(
                                name,
                                "Connections that have ended: left by the client, closed by the server, migrated or failed"),
                        tagged(name, hubTag(hub), new Tag("how", how)))
                .inc(more);
    }

    @Override
    public synchronized void changed(StageChanged event) {
        look();
        long now = System.nanoTime();
        if (event.from() == Stage.RUNNING) {
            hooks = 0;
        } else {
            time(
                    "gracehub.stage.time",
                    "How long stages took",
                    new Tag("stage", event.from().name()),
                    now - since);
        }
        since = now;
        List<HookRun> ended = event.status().hooks();
        for (; hooks < ended.size(); hooks++) {
            HookRun run = ended.get(hooks);
            time(
                    "gracehub.hook.time",
                    "How long shutdown hooks ran",
                    new Tag("hook", run.hook()),
                    run.duration().toNanos());
        }
    }

    private void time(String name, String description, Tag tag, long nanos) {
        registry.timer(metadata(name, description), tagged(name, tag)).update(Duration.ofNanos(nanos));
    }

    @Override
    public synchronized void close() {
        registered.forEach(registry::remove);
        registered.clear();
        counted.clear();
    }
}
