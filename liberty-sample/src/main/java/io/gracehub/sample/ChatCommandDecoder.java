// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.sample;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import java.io.StringReader;

/** Reads a client's commands from JSON. */
public final class ChatCommandDecoder implements Decoder.Text<ChatCommand> {

    @Override
    public boolean willDecode(String text) {
        return true; // decode() says what is wrong; a refusal here could not.
    }

    @Override
    public ChatCommand decode(String text) throws DecodeException {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return command(reader.readObject());
        } catch (IllegalArgumentException refused) {
            throw new DecodeException(text, "Refused: " + refused.getMessage(), refused);
        } catch (JsonException broken) {
            throw new DecodeException(text, "Refused: expected a JSON object", broken);
        }
    }

    private static ChatCommand command(JsonObject object) {
        String type = object.getString("type", "");
        return switch (type) {
            case "say" -> new ChatCommand.Say(object.getString("text", ""));
            case "rename" -> new ChatCommand.Rename(object.getString("nick", ""));
            default ->
                throw new IllegalArgumentException("\"type\" must be \"say\" or \"rename\", found \"" + type + '"');
        };
    }
}
