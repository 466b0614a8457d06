// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.connection.TextChannel;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The container's session under a link. */
final class SessionLinkWire implements LinkWire {

    private static final int MAX_BACKLOG = 16 * 1024 * 1024;
    private static final CloseReason READS_TOO_SLOWLY =
            new CloseReason(CloseCodes.TRY_AGAIN_LATER, "the gateway reads too slowly");

    private final TextChannel channel;

    SessionLinkWire(Session session, Surroundings around) {
        channel = new TextChannel(session, around.writes(), MAX_BACKLOG, () -> {
            Messages.BACKLOG.log(MAX_BACKLOG);
            around.timer().after(Duration.ZERO, () -> cutOff(READS_TOO_SLOWLY));
        });
    }

    @Override
    public CompletableFuture<Void> send(String text) {
        return channel.send(text);
    }

    @Override
    public void ping() {
        channel.ping();
    }

    @Override
    public CompletableFuture<Void> close(CloseReason reason) {
        return channel.close(reason);
    }

    @Override
    public void cutOff(CloseReason reason) {
        channel.cutOff(reason);
    }

    @Override
    public void shut() {
        channel.shut("the link to the gateway has ended");
    }
}
