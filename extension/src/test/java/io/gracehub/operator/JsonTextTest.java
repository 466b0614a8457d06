// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.operator;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void of_whenNested_keepsOrderAndTypes() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("n", 1);
        map.put("t", true);
        map.put("none", null);
        map.put("list", Arrays.asList("a", null, Map.of(), List.of()));

        assertThat(JsonText.of(map)).isEqualTo("{\"n\":1,\"t\":true,\"none\":null,\"list\":[\"a\",null,{},[]]}");
    }

    @Test
    void of_whenTextHasEveryCharacter_isReadBackAsItWas() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c < 0x300; c++) {
            all.append((char) c);
        }
        all.append("\u2028\u2029\ufeff\uffff").appendCodePoint(0x1F600);

        String json = JsonText.of(Map.of("text", all));

        assertThat(json).matches("[ -~]*");
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            assertThat(reader.readObject().getString("text")).isEqualTo(all.toString());
        }
    }

    @Test
    void of_whenNamesHaveQuotes_escapesThem() {
        assertThat(JsonText.of(Map.of("a\"b\\c", "\n"))).isEqualTo("{\"a\\\"b\\\\c\":\"\\u000a\"}");
    }
}
