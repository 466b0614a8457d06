// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.operator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

/** Whatever a text holds, JSON carries it unharmed through every character set. */
class JsonTextFuzzTest {

    @FuzzTest
    void text_ofAnyKind_isReadAsItWas(byte[] bytes) {
        String text = new String(bytes, UTF_16);

        String json = JsonText.of(Map.of("k" + text, List.of(text, 7, true)));

        assertThat(new String(json.getBytes(US_ASCII), US_ASCII))
                .isEqualTo(json)
                .doesNotContain("\n");
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject read = reader.readObject();
            assertThat(read.keySet()).containsExactly("k" + text);
            assertThat(read.getJsonArray("k" + text).getString(0)).isEqualTo(text);
        }
    }
}
