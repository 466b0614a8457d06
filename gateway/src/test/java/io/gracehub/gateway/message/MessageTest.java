// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageTest {

    private static final Message SAID = Message.info(5999, "{0} says ''{1}''");

    @Test
    void text_withLinesOfSomebodyElse_isOneLine() {
        assertThat(SAID.text(7, "a\r\nGRACEHUB5800I: forged\u2028b\u001b[2J"))
                .isEqualTo("GRACEHUB5999I: 7 says 'a??GRACEHUB5800I: forged?b?[2J'");
    }

    @Test
    void text_withAValueThatIsLong_isCut() {
        assertThat(SAID.text(7, "x".repeat(1 << 20))).hasSizeLessThan(1100).endsWith("xxx...'");
    }
}
