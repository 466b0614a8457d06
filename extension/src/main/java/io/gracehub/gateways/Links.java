// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.Stage;
import io.gracehub.link.LinkMessage;
import io.gracehub.link.LinkProtocol;
import io.gracehub.shutdown.LinkedGateways;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All links of the application, and what they are told of the drain. A link that comes later is told what the others
 * have been told. What is asked while somebody waits for an answer ({@link #route}, {@link #unanswered}) takes no lock.
 */
final class Links implements LinkedGateways {

    private static final CloseReason STOPPED = new CloseReason(CloseCodes.GOING_AWAY, "server has stopped");

    /** What another thread of the application may take to reply, after the last connection has left. */
    static final Duration LATE_REPLIES = Duration.ofSeconds(1);

    /** What a gateway may take to link itself again, where a link has ended with the last word of a connection. */
    static final Duration LINKS_AGAIN = Duration.ofSeconds(2);

    /** So many ids, of at most 128 characters, fit into one message. */
    private static final int MOST_IDS = 5_000;

    private final LinkSettings settings;
    private final Surroundings around;
    private final Passages passages;
    private final Map<String, GatewayLink> byToken = new ConcurrentHashMap<>();
    private final Object lock = new Object(); // orders what all links are told
    private @Nullable Supplier<Duration> offline;
    private boolean migrating;
    private volatile boolean route;
    private volatile long lastLeft = System.nanoTime() - LATE_REPLIES.toNanos();
    private volatile long unheard = System.nanoTime() - LINKS_AGAIN.toNanos();

    Links(LinkSettings settings, Surroundings around, Passages passages) {
        this.settings = settings;
        this.around = around;
        this.passages = passages;
    }

    @Nullable
    GatewayLink withToken(String token) {
        return byToken.get(token);
    }

    /** A gateway has linked: it is told who this server is, and where its drain stands. */
    void opened(GatewayLink link) {
        synchronized (lock) {
            byToken.put(link.token(), link);
            link.send(hello(link.token()));
            if (around.stage().get() == Stage.STOPPED) {
                link.close(STOPPED);
            } else if (offline != null) {
                route = true;
                fin(link, offline, finRepeats());
                if (migrating) {
                    migrate(link, offline);
                }
            }
        }
        Messages.LINKED.log(settings.server(), byToken.size());
        around.changed().run();
    }

    private LinkMessage hello(String token) {
        return new LinkMessage.Hello(
                settings.server(),
                settings.revision(),
                settings.hubs().keySet().stream().sorted().toList(),
                token,
                around.stage().get().name(),
                LinkSettings.word(settings.level()));
    }

    void ended(GatewayLink link, String why) {
        if (byToken.remove(link.token(), link)) {
            Messages.UNLINKED.log(settings.server(), why, byToken.size());
            if (remains(lastLeft, LATE_REPLIES).toNanos() > 0) {
                unheard = System.nanoTime();
            }
            around.changed().run();
            around.timer().after(Duration.ZERO, () -> offer(link)); // a container may hold locks of its own here
        }
    }

    /**
     * The connections of a link that has ended are anybody's. Their gateway may have made its next link before that was
     * seen, and been answered {@code stay}: it takes those that are named for news.
     */
    private void offer(GatewayLink ended) {
        synchronized (lock) {
            if (migrating) {
                List<String> ids = passages.ask(ended);
                byToken.values().forEach(link -> name(link, ids));
            }
        }
    }

    void answered() {
        around.changed().run();
    }

    @Override
    public void goOffline(Supplier<Duration> left) {
        synchronized (lock) {
            offline = left;
            migrating = false;
            route = !byToken.isEmpty();
            byToken.values().forEach(GatewayLink::forgetAnswer);
            byToken.values().forEach(link -> fin(link, left, finRepeats()));
        }
    }

    private long finRepeats() {
        return settings.offlineTimeout().dividedBy(LinkProtocol.FIN_INTERVAL);
    }

    private void fin(GatewayLink link, Supplier<Duration> left, long repeats) {
        link.send(new LinkMessage.Fin(settings.mode(), left.get()));
        if (repeats > 0) {
            around.timer().after(LinkProtocol.FIN_INTERVAL, () -> {
                synchronized (lock) {
                    if (offline == left && !link.hasAnswered() && link.live()) {
                        fin(link, left, repeats - 1);
                    }
                }
            });
        }
    }

    @Override
    public boolean route() {
        return route;
    }

    @Override
    public int unanswered() {
        return (int)
                byToken.values().stream().filter(link -> !link.hasAnswered()).count();
    }

    @Override
    public void migrate() {
        synchronized (lock) {
            migrating = true;
            byToken.values().forEach(link -> migrate(link, offline));
        }
    }

    /** Says it once, and again for those that the gateway does not speak of, until the drain or the link is over. */
    private void migrate(GatewayLink link, @Nullable Supplier<Duration> drain) {
        if (settings.hubs().keySet().stream().anyMatch(settings::migrates)) {
            sayMigrate(link, passages.ask(link));
            migrateAgain(link, drain);
        }
    }

    private void migrateAgain(GatewayLink link, @Nullable Supplier<Duration> drain) {
        around.timer().after(LinkProtocol.SAID_AGAIN, () -> {
            synchronized (lock) {
                if (migrating && offline == drain && link.live()) {
                    List<String> unanswered = passages.unanswered(link);
                    if (!unanswered.isEmpty()) {
                        sayMigrate(link, unanswered);
                    }
                    migrateAgain(link, drain);
                }
            }
        });
    }

    /** Where other hubs' connections must stay, those that are to be moved are named. */
    private void sayMigrate(GatewayLink link, List<String> ids) {
        if (settings.allMigrate()) {
            link.send(new LinkMessage.Migrate(null));
        } else {
            name(link, ids);
        }
    }

    private static void name(GatewayLink link, List<String> ids) {
        for (int i = 0; i < ids.size(); i += MOST_IDS) {
            link.send(new LinkMessage.Migrate(ids.subList(i, Math.min(ids.size(), i + MOST_IDS))));
        }
    }

    /** A connection has arrived: where those that a drain moves are named, it was not among them. */
    void arrived(Passage passage, GatewayLink link) {
        synchronized (lock) {
            if (migrating && !settings.allMigrate() && settings.migrates(passage.hub())) {
                link.send(new LinkMessage.Migrate(List.of(passage.id())));
            }
        }
    }

    @Override
    public void resume() {
        synchronized (lock) {
            if (offline != null) {
                offline = null;
                migrating = false;
                route = false;
                byToken.values().forEach(link -> link.send(new LinkMessage.Resume()));
            }
        }
    }

    /** A connection has left, and its gateway is told through a link, or would be. */
    void left(GatewayLink link) {
        lastLeft = System.nanoTime();
        if (!link.live()) {
            unheard = lastLeft;
        }
    }

    @Override
    public Duration mayRelay() {
        Duration replies = byToken.isEmpty() ? Duration.ZERO : remains(lastLeft, LATE_REPLIES);
        Duration again = remains(unheard, LINKS_AGAIN);
        return replies.compareTo(again) > 0 ? replies : again;
    }

    private static Duration remains(long since, Duration of) {
        Duration left = of.minusNanos(System.nanoTime() - since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public CompletionStage<?> close() {
        return CompletableFuture.allOf(byToken.values().stream()
                .map(link -> link.close(STOPPED).exceptionally(gone -> null))
                .toArray(CompletableFuture[]::new));
    }

    /** Sends to the live links. */
    void tellAll(LinkMessage message) {
        byToken.values().forEach(link -> link.send(message));
    }

    /** Ends what has not ended by itself. */
    void cutOff() {
        byToken.values().forEach(link -> link.cutOff(STOPPED));
    }
}
