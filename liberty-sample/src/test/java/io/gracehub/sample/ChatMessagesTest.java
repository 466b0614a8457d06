// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DecodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatMessagesTest {

    private final ChatCommandDecoder decoder = new ChatCommandDecoder();
    private final ChatEventEncoder encoder = new ChatEventEncoder();

    @Test
    void decode_whenSay_givesItsText() throws DecodeException {
        assertThat(decoder.decode("{\"type\":\"say\",\"text\":\"Hello\"}")).isEqualTo(new ChatCommand.Say("Hello"));
    }

    @Test
    void decode_whenRename_stripsTheNickname() throws DecodeException {
        assertThat(decoder.decode("{\"type\":\"rename\",\"nick\":\" Ann \"}")).isEqualTo(new ChatCommand.Rename("Ann"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exit                                  | expected a JSON object
            ["say"]                               | expected a JSON object
            {"type":"say"                         | expected a JSON object
            {"text":"Hello"}                      | must be "say" or "rename", found ""
            {"type":"exit"}                       | must be "say" or "rename", found "exit"
            {"type":"say","text":"  "}            | "text" must have 1 to 2000 characters
            {"type":"say","text":1}               | "text" must have 1 to 2000 characters
            {"type":"rename","nick":" "}          | "nick" must have 1 to 24 characters
            {"type":"rename","nick":"abcdefghijklmnopqrstuvwxy"} | "nick" must have 1 to 24 characters
            """)
    void decode_whenUnusable_saysWhatIsAccepted(String text, String message) {
        assertThatThrownBy(() -> decoder.decode(text))
                .isInstanceOf(DecodeException.class)
                .hasMessageStartingWith("Refused: ")
                .hasMessageContaining(message);
    }

    @Test
    void encode_whenEachEvent_writesItsTypeAndMembers() {
        assertThat(encoder.encode(new ChatEvent.Welcome("lobby", "Ann", 2)))
                .isEqualTo("{\"type\":\"welcome\",\"room\":\"lobby\",\"nick\":\"Ann\",\"here\":2}");
        assertThat(encoder.encode(new ChatEvent.Joined("Ann", 2)))
                .isEqualTo("{\"type\":\"joined\",\"nick\":\"Ann\",\"here\":2}");
        assertThat(encoder.encode(new ChatEvent.Left("Ann", 1)))
                .isEqualTo("{\"type\":\"left\",\"nick\":\"Ann\",\"here\":1}");
        assertThat(encoder.encode(new ChatEvent.Renamed("Ann", "Bob")))
                .isEqualTo("{\"type\":\"renamed\",\"from\":\"Ann\",\"to\":\"Bob\"}");
        assertThat(encoder.encode(new ChatEvent.Said("Ann", "\"Hi\"", true)))
                .isEqualTo("{\"type\":\"said\",\"nick\":\"Ann\",\"text\":\"\\\"Hi\\\"\",\"mine\":true}");
        assertThat(encoder.encode(new ChatEvent.Refused("no"))).isEqualTo("{\"type\":\"refused\",\"why\":\"no\"}");
        assertThat(encoder.encode(new ChatEvent.Moved("a", "b")))
                .isEqualTo("{\"type\":\"moved\",\"from\":\"a\",\"to\":\"b\"}");
        assertThat(encoder.encode(new ChatEvent.Exit("bye"))).isEqualTo("{\"type\":\"exit\",\"why\":\"bye\"}");
    }
}
