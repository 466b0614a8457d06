// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.link.LinkCodec;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;

/** The JSON of the links: messages, and the states in them. The server's Jakarta JSON Processing does the work. */
final class LinkJson {

    private final JsonProvider provider;
    private final LinkCodec codec;

    LinkJson() {
        provider = JsonProvider.provider();
        codec = new LinkCodec(provider);
    }

    LinkCodec codec() {
        return codec;
    }

    /** Makes one object of the values' JSON. */
    JsonObject state(Map<String, String> values) {
        JsonObjectBuilder object = provider.createObjectBuilder();
        values.forEach((key, written) -> {
            try (JsonReader reader = provider.createReader(new StringReader(written))) {
                object.add(key, reader.readValue());
            }
        });
        return object.build();
    }

    /** The JSON of each value of an object. */
    static Map<String, String> values(JsonObject state) {
        Map<String, String> values = new HashMap<>();
        state.forEach((key, value) -> values.put(key, value.toString()));
        return values;
    }
}
