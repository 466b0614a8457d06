// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.link;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One message, read from its JSON form. */
final class Reading {

    private static final int MOST_CHARACTERS = 128;
    private static final Pattern WORD = Pattern.compile("[!-~]{1," + MOST_CHARACTERS + "}");

    private final JsonObject object;

    Reading(JsonObject object) {
        this.object = object;
    }

    Optional<LinkMessage> message() throws MalformedLinkMessageException {
        return Optional.ofNullable(
                switch (string("type")) {
                    case "hello" ->
                        new LinkMessage.Hello(
                                word("server"),
                                wordOrNone("revision"),
                                strings("hubs"),
                                word("token"),
                                string("stage"),
                                string("level", "shutdown-only"));
                    case "fin" -> new LinkMessage.Fin(string("mode"), Duration.ofMillis(number("deadline")));
                    case "finack" -> new LinkMessage.FinAck();
                    case "resume" -> new LinkMessage.Resume();
                    case "migrate" ->
                        new LinkMessage.Migrate(object.containsKey("connections") ? strings("connections") : null);
                    default -> aboutConnection();
                });
    }

    private @Nullable LinkMessage aboutConnection() throws MalformedLinkMessageException {
        return switch (string("type")) {
            case "leave" -> new LinkMessage.Leave(connection(), string("to"), number("messages"));
            case "left" -> new LinkMessage.Left(connection(), state());
            case "relay" -> new LinkMessage.Relay(connection(), payload());
            case "expect" ->
                new LinkMessage.Expect(
                        connection(), string("from"), string("to"), state(), object.getBoolean("lost", false));
            case "expecting" -> new LinkMessage.Expecting(connection());
            case "state" -> new LinkMessage.State(connection(), state());
            case "stay" -> new LinkMessage.Stay(connection(), string("reason", ""));
            default -> null;
        };
    }

    private String connection() throws MalformedLinkMessageException {
        return string("connection");
    }

    /** What stands in headers, logs, metrics and on pages. */
    private String word(String name) throws MalformedLinkMessageException {
        String word = string(name);
        if (WORD.matcher(word).matches()) {
            return word;
        }
        throw malformed(name, "up to " + MOST_CHARACTERS + " printable ASCII characters without spaces");
    }

    private String wordOrNone(String name) throws MalformedLinkMessageException {
        return string(name, "").isEmpty() ? "" : word(name);
    }

    private String string(String name) throws MalformedLinkMessageException {
        if (object.get(name) instanceof JsonString value && !value.getString().isEmpty()) {
            return value.getString();
        }
        throw malformed(name, "a string that is not empty");
    }

    private String string(String name, String absent) throws MalformedLinkMessageException {
        JsonValue value = object.get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw malformed(name, "a string");
    }

    private List<String> strings(String name) throws MalformedLinkMessageException {
        if (!(object.get(name) instanceof JsonArray array)) {
            throw malformed(name, "an array of strings");
        }
        List<String> strings = new ArrayList<>(array.size());
        for (JsonValue value : array) {
            if (!(value instanceof JsonString text)) {
                throw malformed(name, "an array of strings");
            }
            strings.add(text.getString());
        }
        return strings;
    }

    private long number(String name) throws MalformedLinkMessageException {
        if (object.get(name) instanceof JsonNumber number) {
            try {
                long value = number.longValueExact();
                if (value >= 0) {
                    return value;
                }
            } catch (ArithmeticException fractionOrTooLarge) {
                // told below
            }
        }
        throw malformed(name, "a whole number from 0");
    }

    private JsonObject state() throws MalformedLinkMessageException {
        JsonValue value = object.get("state");
        if (!(value instanceof JsonObject state)) {
            throw malformed("state", "an object");
        }
        String written = state.toString();
        // a character of UTF-16 makes at most three bytes: most states need not be encoded to be measured
        if (written.length() * 3L > LinkProtocol.MAX_STATE * 2L
                && written.getBytes(StandardCharsets.UTF_8).length > LinkProtocol.MAX_STATE * 2L) {
            throw malformed("state", "at most " + LinkProtocol.MAX_STATE + " bytes of values");
        }
        return state;
    }

    private LinkMessage.Payload payload() throws MalformedLinkMessageException {
        if (object.get("text") instanceof JsonString text) {
            return new LinkMessage.Payload.Text(text.getString());
        }
        if (object.get("binary") instanceof JsonString binary) {
            try {
                return new LinkMessage.Payload.Binary(Base64.getDecoder().decode(binary.getString()));
            } catch (IllegalArgumentException notBase64) {
                throw malformed("binary", "base64");
            }
        }
        throw new MalformedLinkMessageException(
                "a 'relay' has neither 'text' nor 'binary'; it needs one of them, a string");
    }

    private MalformedLinkMessageException malformed(String field, String accepted) {
        String type = object.get("type") instanceof JsonString name ? "'" + name.getString() + "'" : "message";
        return new MalformedLinkMessageException("the field '" + field + "' of a " + type + " must be " + accepted);
    }
}
