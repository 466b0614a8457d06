// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.sample;

/** What a client tells the chat. */
sealed interface ChatCommand {

    /** Says something to the room: {@code {"type": "say", "text": "Hello"}}. */
    record Say(String text) implements ChatCommand {

        static final int MAX_LENGTH = 2000;

        public Say {
            if (text.isBlank() || text.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "\"text\" must have 1 to " + MAX_LENGTH + " characters, not all blank");
            }
        }
    }

    /** Takes another nickname: {@code {"type": "rename", "nick": "Ann"}}. */
    record Rename(String nick) implements ChatCommand {

        static final int MAX_LENGTH = 24;

        public Rename {
            nick = nick.strip();
            if (!isNickname(nick)) {
                throw new IllegalArgumentException(
                        "\"nick\" must have 1 to " + MAX_LENGTH + " characters, not all blank");
            }
        }

        static boolean isNickname(String nick) {
            return !nick.isBlank() && nick.length() <= MAX_LENGTH;
        }
    }
}
