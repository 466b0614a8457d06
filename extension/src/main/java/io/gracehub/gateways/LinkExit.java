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

/** One connection's way out through a link, and what is sent after it. */
final class LinkExit implements Exit, Relay {

    /** How long a late reply of the application may take to be passed on. */
    static final Duration RELAYS_FOR = Duration.ofSeconds(30);

    private final GatewayLink link;
    private final Passage passage;
    private final Migration migration;
    private final long messages;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

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
        return link.live();
    }

    @Override
    public boolean left(Map<String, String> state) {
        passage.left();
        CompletableFuture<Void> told =
                link.send(new LinkMessage.Left(passage.id(), link.json().state(state)));
        if (told.isCompletedExceptionally()) {
            return false;
        }
        link.keep(this);
        return true;
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
