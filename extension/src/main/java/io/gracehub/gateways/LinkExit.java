// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.Migration;
import io.gracehub.connection.Relay;
import io.gracehub.link.LinkMessage;
import io.gracehub.websocket.Exit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection's way out through a link, and what is sent after it. A gateway that has not heard its word asks again,
 * through the same link or the next one: the word is given once more there.
 */
final class LinkExit implements Exit, Relay {

    /** How long a late reply of the application may take to be passed on. */
    static final Duration RELAYS_FOR = Duration.ofSeconds(30);

    private enum Fate {
        WAITING,
        BEGUN,
        WITHDRAWN
    }

    private final Passage passage;
    private final Migration migration;
    private final long messages;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.WAITING);
    private volatile GatewayLink link;
    private @Nullable Map<String, String> kept;

    LinkExit(GatewayLink link, Passage passage, Migration migration, long messages) {
        this.link = link;
        this.passage = passage;
        this.migration = migration;
        this.messages = messages;
    }

    @Override
    public Migration migration() {
        return migration;
    }

    @Override
    public long messages() {
        return messages;
    }

    @Override
    public boolean wanted() {
        return link.live() && fate.compareAndSet(Fate.WAITING, Fate.BEGUN);
    }

    /** Whether the hub has not been told yet, and is to be. */
    boolean waits() {
        return fate.get() == Fate.WAITING;
    }

    /** Whether it is what a gateway asks for. */
    boolean is(GatewayLink asking, LinkMessage.Leave asked) {
        return link == asking && messages == asked.messages() && migration.to().equals(asked.to());
    }

    /** Makes room for another one. Returns false if the hub is being told, or has been: the connection cannot stay any more. */
    boolean withdraw() {
        return fate.compareAndSet(Fate.WAITING, Fate.WITHDRAWN);
    }

    @Override
    public synchronized boolean left(Map<String, String> state) {
        kept = state;
        passage.left(link);
        return tell(link, state) || !link.live();
    }

    /** Its gateway has not heard the word, or not yet. */
    synchronized void tellThrough(GatewayLink next) {
        link = next;
        Map<String, String> state = kept;
        if (state != null) {
            boolean unused = tell(next, state);
        }
    }

    private boolean tell(GatewayLink through, Map<String, String> state) {
        return !through.send(new LinkMessage.Left(passage.id(), through.json().state(state)))
                .isCompletedExceptionally();
    }

    @Override
    public Relay relay() {
        return this;
    }

    @Override
    public CompletableFuture<Void> text(String text) {
        return link.send(new LinkMessage.Relay(passage.id(), new LinkMessage.Payload.Text(text)));
    }

    @Override
    public CompletableFuture<Void> binary(ByteBuffer bytes) {
        byte[] payload = new byte[bytes.remaining()];
        bytes.duplicate().get(payload);
        return link.send(new LinkMessage.Relay(passage.id(), new LinkMessage.Payload.Binary(payload)));
    }

    @Override
    public CompletionStage<?> over() {
        return over;
    }

    void end() {
        over.complete(null);
    }
}
