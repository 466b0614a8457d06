// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.sample;

import io.gracehub.Clients;
import io.gracehub.GracefulShutdownMode;
import io.gracehub.Hub;
import io.gracehub.HubConnection;
import io.gracehub.HubContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import jakarta.websocket.DecodeException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chat: rooms in which everyone reads what everyone says. */
@Hub(value = "/chat/{room}", encoders = ChatEventEncoder.class, decoders = ChatCommandDecoder.class)
public class Chat {

    private static final System.Logger LOG = System.getLogger(Chat.class.getName());
    private static final String NICK = "nick";

    @Inject
    HubContext<Chat> hub;

    @OnOpen
    void joined(Session session, @PathParam("room") String room) {
        HubConnection me = HubConnection.of(session);
        if (me.migration().isPresent()) {
            // Its connection and its nickname came along: nothing to tell the room, and the page is told for show only.
            me.migration().ifPresent(moved -> me.send(new ChatEvent.Moved(moved.from(), moved.to())));
            return;
        }
        String nick = askedFor(session).orElseGet(() -> "guest-" + (int) (1000 + Math.random() * 9000));
        me.state().put(NICK, nick);
        int here = in(room).count();
        me.send(new ChatEvent.Welcome(room, nick, here));
        others(room, me).send(new ChatEvent.Joined(nick, here));
    }

    /** The answer goes to the one who spoke; the others are sent theirs. */
    @OnMessage(maxMessageSize = 8192)
    ChatEvent received(ChatCommand command, Session session, @PathParam("room") String room) {
        HubConnection me = HubConnection.of(session);
        if (command instanceof ChatCommand.Rename rename) {
            ChatEvent renamed = new ChatEvent.Renamed(nick(me), rename.nick());
            me.state().put(NICK, rename.nick());
            others(room, me).send(renamed);
            return renamed;
        }
        String text = ((ChatCommand.Say) command).text();
        others(room, me).send(new ChatEvent.Said(nick(me), text, false));
        return new ChatEvent.Said(nick(me), text, true);
    }

    @OnClose
    void left(Session session, @PathParam("room") String room) {
        HubConnection me = HubConnection.of(session);
        if (me.migration().isPresent()) {
            return;
        }
        Clients others = others(room, me);
        others.send(new ChatEvent.Left(nick(me), others.count()));
    }

    @OnError
    void failed(Session session, Throwable failure) {
        if (failure instanceof DecodeException refused) {
            HubConnection.of(session)
                    .send(new ChatEvent.Refused(Objects.requireNonNullElse(refused.getMessage(), "Refused")));
        } else {
            LOG.log(System.Logger.Level.WARNING, "A client's callback failed", failure);
        }
    }

    /**
     * The shutdown hook: tells every client of every room to go. The page then leaves and looks for another server.
     * Where a gateway moves the clients they need not know.
     */
    void farewell(@Observes @Priority(10) Shutdown event) {
        if (hub.mode() == GracefulShutdownMode.MIGRATE_CLIENTS) {
            return;
        }
        hub.clients().send(new ChatEvent.Exit("The server is going away."));
    }

    private Clients in(String room) {
        return hub.clients().where(client -> room.equals(roomOf(client)));
    }

    private Clients others(String room, HubConnection me) {
        return in(room).where(client -> !client.id().equals(me.id()));
    }

    private static @Nullable String roomOf(HubConnection client) {
        return client.session().getPathParameters().get("room");
    }

    private static String nick(HubConnection client) {
        String nick = client.state().get(NICK, String.class);
        return nick == null ? "someone" : nick;
    }

    /** A client that comes back brings the nickname that it had: {@code /chat/lobby?nick=Ann}. */
    private static Optional<String> askedFor(Session session) {
        return session.getRequestParameterMap().getOrDefault(NICK, List.of()).stream()
                .map(String::strip)
                .filter(ChatCommand.Rename::isNickname)
                .findFirst();
    }
}
