// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.config.MigrationLevel;
import io.gracehub.link.LinkMessage;
import io.gracehub.link.LinkProtocol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The connections that came through gateways, by their ids. */
final class Passages {

    private final LinkSettings settings;
    private final Timer timer;
    private final Map<String, Passage> byId = new ConcurrentHashMap<>();
    private final Set<String> refusalsTold = ConcurrentHashMap.newKeySet(); // a few, as none names a connection
    private final AtomicInteger stays = new AtomicInteger();

    Passages(LinkSettings settings, Timer timer) {
        this.settings = settings;
        this.timer = timer;
    }

    /** A handshake has named a connection, with the token of a live link. It is forgotten if no session follows. */
    Passage announce(String connection, String hub, GatewayLink link, Links links) {
        Passage passage = new Passage(connection, hub, link, new Passage.Home(this, links, settings, timer));
        byId.put(connection, passage);
        timer.after(LinkProtocol.EXPECTED_FOR, passage::forgetIfNotArrived);
        return passage;
    }

    void remove(Passage passage) {
        byId.remove(passage.id(), passage);
    }

    /**
     * A gateway asks to let a connection go; only the gateway whose link brought it may, while that link lives. Where the
     * connection does not go, the gateway is told at once: it holds the client meanwhile. One that is leaving through
     * another link goes, whoever asks: if that link has ended and nobody has seen it yet, its gateway asks again.
     */
    void leave(GatewayLink link, LinkMessage.Leave message) {
        Passage passage = byId.get(message.connection());
        String refusal = refusal(passage, link);
        if (passage != null && refusal == null) {
            passage.leave(link, message);
        } else if (passage == null || !passage.leaving()) {
            String reason = String.valueOf(refusal);
            if (refusalsTold.add(reason)) {
                Messages.LEAVE_REFUSED.log(printable(message.connection()), reason);
            }
            link.send(new LinkMessage.Stay(message.connection(), reason));
        }
    }

    private @Nullable String refusal(@Nullable Passage passage, GatewayLink link) {
        if (settings.level() == MigrationLevel.OFF) {
            return "gracehub.migration.level is off";
        }
        if (passage == null) {
            return "no gateway has brought it, or it has ended";
        }
        if (!settings.migrates(passage.hub())) {
            return "the mode of hub " + passage.hub() + " is not migrate-clients";
        }
        return passage.belongsTo(link) ? null : "it came through another gateway's link";
    }

    /** Forgets all that have left. */
    void close() {
        byId.values().stream().filter(passage -> !passage.here()).forEach(Passage::forget);
    }

    void stays(GatewayLink link, LinkMessage.Stay message) {
        Passage passage = byId.get(message.connection());
        if (passage != null && passage.belongsTo(link)) {
            passage.answered();
        }
        Messages.STAYS.log(printable(message.connection()), printable(message.reason()), stays.incrementAndGet());
    }

    /** One line of the log stays one line. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * The connections of a link that a drain moves, which its gateway is to speak of from now on; those whose own link has
     * ended are anybody's.
     */
    List<String> ask(GatewayLink link) {
        return of(link, Passage::asked);
    }

    /** Those of them that the gateway has not spoken of. */
    List<String> unanswered(GatewayLink link) {
        return of(link, Passage::unanswered);
    }

    private List<String> of(GatewayLink link, Predicate<Passage> those) {
        return byId.values().stream()
                .filter(passage -> settings.migrates(passage.hub()) && passage.belongsTo(link) && those.test(passage))
                .map(Passage::id)
                .toList();
    }
}
