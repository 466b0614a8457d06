// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.Migration;
import io.gracehub.link.LinkMessage;
import io.gracehub.link.LinkProtocol;
import io.gracehub.link.MalformedLinkMessageException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One gateway's link.
 *
 * <pre>
 *   OPEN ── closed by either side, malformed message, pings unanswered ──> ENDED
 * </pre>
 *
 * <p>An open link has a timer: its pings. When it ends, what it expected is forgotten; connections that came through
 * it stay, and may leave through a link that comes after it, as may the word of those that have left.
 */
final class GatewayLink {

    private static final CloseReason DEAD = new CloseReason(CloseCodes.GOING_AWAY, "pings were not answered");
    private static final CloseReason MALFORMED = new CloseReason(CloseCodes.PROTOCOL_ERROR, "malformed message");

    private final String token = Token.next();
    private final LinkWire wire;
    private final LinkJson json;
    private final Links links;
    private final Passages passages;
    private final Timer timer;
    private final Map<String, Expected> expected = new ConcurrentHashMap<>();
    private volatile boolean answered;
    private volatile boolean ended;
    private volatile int unansweredPings;

    /** A connection that was announced; two equal ones are still two. */
    static final class Expected {

        private final Migration migration;
        private final Map<String, String> state;

        Expected(Migration migration, Map<String, String> state) {
            this.migration = migration;
            this.state = state;
        }

        /** What brings it. */
        Migration migration() {
            return migration;
        }

        /** The JSON of its state's values. */
        Map<String, String> state() {
            return state;
        }
    }

    GatewayLink(LinkWire wire, LinkJson json, Links links, Passages passages, Timer timer) {
        this.wire = wire;
        this.json = json;
        this.links = links;
        this.passages = passages;
        this.timer = timer;
    }

    String token() {
        return token;
    }

    LinkJson json() {
        return json;
    }

    void opened() {
        links.opened(this);
        timer.after(LinkProtocol.PING_INTERVAL, this::beat);
    }

    private void beat() {
        if (ended) {
            return;
        }
        if (unansweredPings >= LinkProtocol.MISSED_PINGS) {
            Messages.DEAD.log(LinkProtocol.MISSED_PINGS);
            cutOff(DEAD);
            return;
        }
        countPing();
        wire.ping();
        timer.after(LinkProtocol.PING_INTERVAL, this::beat);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one beat at a time; an answer that comes between counts a ping late
    private void countPing() {
        unansweredPings++;
    }

    void ponged() {
        unansweredPings = 0;
    }

    /** Takes one message of the gateway. Never waits. */
    void received(String text) {
        ponged();
        try {
            Optional<LinkMessage> message = json.codec().read(text);
            if (message.isPresent() && !ended) {
                take(message.get());
            }
        } catch (MalformedLinkMessageException | IllegalArgumentException malformed) {
            broken(String.valueOf(malformed.getMessage()));
        }
    }

    /** The gateway does not keep to the protocol. */
    void broken(String how) {
        Messages.MALFORMED.log(how);
        close(MALFORMED);
    }

    private void take(LinkMessage message) {
        if (message instanceof LinkMessage.FinAck) {
            answered = true;
            links.answered();
        } else if (message instanceof LinkMessage.Leave leave) {
            passages.leave(this, leave);
        } else if (message instanceof LinkMessage.Expect expect) {
            expect(expect);
        } else if (message instanceof LinkMessage.Stay stay) {
            passages.stays(this, stay);
        }
    }

    private void expect(LinkMessage.Expect message) {
        String id = message.connection();
        Expected announced = new Expected(
                new Migration(message.from(), message.to(), message.lost()), LinkJson.values(message.state()));
        expected.put(id, announced);
        timer.after(LinkProtocol.EXPECTED_FOR, () -> expected.remove(id, announced));
        send(new LinkMessage.Expecting(id));
    }

    /** Takes what was announced of a connection; null if nothing was, or too long ago. */
    @Nullable
    Expected takeExpected(String connection) {
        return expected.remove(connection);
    }

    boolean hasAnswered() {
        return answered;
    }

    void forgetAnswer() {
        answered = false;
    }

    boolean live() {
        return !ended;
    }

    /** Sends a message; completes when it has been written or has failed. */
    CompletableFuture<Void> send(LinkMessage message) {
        if (ended) {
            return CompletableFuture.failedFuture(new IOException("the link to the gateway has ended"));
        }
        try {
            return wire.send(json.codec().write(message));
        } catch (IllegalArgumentException tooLong) {
            return CompletableFuture.failedFuture(tooLong);
        }
    }

    CompletableFuture<Void> close(CloseReason reason) {
        return wire.close(reason);
    }

    void cutOff(CloseReason reason) {
        wire.cutOff(reason);
        ended(reason.getReasonPhrase());
    }

    /** Its WebSocket has ended. */
    void ended(String why) {
        ended = true;
        wire.shut();
        expected.clear();
        links.ended(this, why);
    }
}
