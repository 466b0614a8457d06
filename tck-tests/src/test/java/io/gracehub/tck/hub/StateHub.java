// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.ConnectionState;
import io.gracehub.Hub;
import io.gracehub.HubConnection;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.util.List;
import java.util.TreeSet;

/** Keeps values with its connections. */
@Hub("/state")
public class StateHub {

    @OnOpen
    public void opened(Session session) {
        HubConnection.of(session).state().put("opened", true);
    }

    @OnMessage
    public String said(String command, Session session) {
        ConnectionState state = HubConnection.of(session).state();
        return switch (command) {
            case "put" -> {
                Note note = new Note();
                note.text = "first";
                note.numbers = List.of(1, 2);
                state.put("note", note);
                note.text = "changed later";
                yield "done";
            }
            case "get" -> {
                Note note = state.get("note", Note.class);
                yield note == null ? "nothing" : note.text + note.numbers;
            }
            case "keys" -> new TreeSet<>(state.keys()).toString();
            case "remove" -> state.remove("note") + " " + state.remove("note");
            case "much" -> attempt(() -> state.put("much", "z".repeat(ConnectionState.MAX_BYTES)));
            case "empty" -> attempt(() -> state.put("", "value"));
            default -> "unknown " + command;
        };
    }

    private static String attempt(Runnable attempt) {
        try {
            attempt.run();
            return "no failure";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }
}
