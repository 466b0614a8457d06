// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.message.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriTemplateTest {

    private final Problems problems = new Problems();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/chat", "/chat/", "/chat/{room}", "/{a}/{b}", "/a.b/c-d/{e_f}"})
    void parse_whenUsable_takesIt(String path) {
        assertThat(UriTemplate.parse(path, "Hub", problems))
                .hasValueSatisfying(template -> assertThat(template.path()).isEqualTo(path));
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "chat, does not start with a slash",
                "\"\", does not start with a slash",
                "//chat, empty segment",
                "/a//b, empty segment",
                "/a/../b, segment '..'",
                "/./b, segment '.'",
                "/{room, neither literal nor one variable",
                "/room}, neither literal nor one variable",
                "/a{room}, neither literal nor one variable",
                "/{}, neither literal nor one variable",
                "/{a}/{a}, stands in it twice",
                "/a b, neither literal nor one variable",
                "/a%20b, is percent-encoded",
                "/a/%2e, is percent-encoded",
                "/a?b, neither literal nor one variable",
            })
    void parse_whenNot_saysWhatIsWrong(String path, String wrong) {
        assertThat(UriTemplate.parse(path, "com.acme.Chat", problems)).isEmpty();
        assertThat(problems.found())
                .singleElement()
                .asString()
                .startsWith("GRACEHUB1350E")
                .contains("com.acme.Chat", "'" + path + "'", wrong, "Accepted", "/chat/{room}");
    }

    @ParameterizedTest
    @CsvSource({
        "/chat, /chat, true",
        "/chat, /chat/, false",
        "/chat, /Chat, false",
        "/chat/{room}, /chat/a, true",
        "/chat/{room}, /chat/, false",
        "/chat/{room}, /chat, false",
        "/chat/{room}, /chat/a/b, false",
        "/, /, true",
        "/chat, '', false",
    })
    void matches_followsTheSegments(String path, String requested, boolean expected) {
        assertThat(UriTemplate.parse(path, "Hub", problems).orElseThrow().matches(requested))
                .isEqualTo(expected);
    }

    @Test
    void shape_whenOnlyNamesDiffer_isTheSame() {
        assertThat(shape("/a/{b}")).isEqualTo(shape("/a/{c}")).isNotEqualTo(shape("/a/b"));
    }

    private String shape(String path) {
        return UriTemplate.parse(path, "Hub", problems).orElseThrow().shape();
    }
}
