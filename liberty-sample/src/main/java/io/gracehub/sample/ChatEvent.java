// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.sample;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** What the chat tells a client. */
sealed interface ChatEvent {

    /** Returns the event as the client reads it: an object whose {@code type} says which event it is. */
    JsonObject json();

    private static JsonObjectBuilder event(String type) {
        return Json.createObjectBuilder().add("type", type);
    }

    /** First of all: where the client is, what it is called, how many are here. */
    record Welcome(String room, String nick, int here) implements ChatEvent {
        @Override
        public JsonObject json() {
            return event("welcome")
                    .add("room", room)
                    .add("nick", nick)
                    .add("here", here)
                    .build();
        }
    }

    /** Someone came; so many are here now. */
    record Joined(String nick, int here) implements ChatEvent {
        @Override
        public JsonObject json() {
            return event("joined").add("nick", nick).add("here", here).build();
        }
    }

    /** Someone went; so many are here now. */
    record Left(String nick, int here) implements ChatEvent {
        @Override
        public JsonObject json() {
            return event("left").add("nick", nick).add("here", here).build();
        }
    }

    /** Someone has another nickname. */
    record Renamed(String from, String to) implements ChatEvent {
        @Override
        public JsonObject json() {
            return event("renamed").add("from", from).add("to", to).build();
        }
    }

    /** Someone said something; {@code mine} if it was the client itself. */
    record Said(String nick, String text, boolean mine) implements ChatEvent {
        @Override
        public JsonObject json() {
            return event("said")
                    .add("nick", nick)
                    .add("text", text)
                    .add("mine", mine)
                    .build();
        }
    }

    /** What the client sent was not understood. */
    record Refused(String why) implements ChatEvent {
        @Override
        public JsonObject json() {
            return event("refused").add("why", why).build();
        }
    }

    /** The client's connection is at another server now. */
    record Moved(String from, String to) implements ChatEvent {
        @Override
        public JsonObject json() {
            return event("moved").add("from", from).add("to", to).build();
        }
    }

    /** The server stops soon: please go. */
    record Exit(String why) implements ChatEvent {
        @Override
        public JsonObject json() {
            return event("exit").add("why", why).build();
        }
    }
}
