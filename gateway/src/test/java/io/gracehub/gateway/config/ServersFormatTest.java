// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.gateway.config.GatewaySettings.ServerEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServersFormatTest {

    private static final ServersFormat FORMAT = new ServersFormat();

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1:9080/chat, false, false, 10.0.0.1, 9080, /chat",
        "http://10.0.0.1:9080/chat/, false, false, 10.0.0.1, 9080, /chat",
        "http://a, false, false, a, 80, ''",
        "http://a/, false, false, a, 80, ''",
        "https://a/b/c, false, true, a, 443, /b/c",
        "HTTP://A:1, false, false, A, 1, ''",
        "dns+http://chat-headless:9080/chat, true, false, chat-headless, 9080, /chat",
        "dns+https://chat-headless, true, true, chat-headless, 443, ''",
        "http://[::1]:9080/x, false, false, ::1, 9080, /x"
    })
    void baseUrl_good_isRead(String text, boolean dns, boolean tls, String host, int port, String contextRoot)
            throws BadValueException {
        assertThat(FORMAT.parse(text)).containsExactly(new ServerEntry(dns, tls, host, port, contextRoot));
    }

    @Test
    void baseUrls_several_keepTheirOrder() throws BadValueException {
        assertThat(FORMAT.parse("http://b:1/x , http://a:2/x,dns+http://c:3/x"))
                .extracting(ServerEntry::toString)
                .containsExactly("http://b:1/x", "http://a:2/x", "dns+http://c:3/x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "10.0.0.1:9080 | not a base URL",
                "a/chat | 'a/chat' is not a base URL; write it like http://10.0.0.1:9080/chat",
                "ws://a:1 | 'ws://a:1' is not a base URL",
                "dns+ws://a:1 | 'dns+ws://a:1' is not a base URL",
                "http:/a | 'http:/a' has no usable host",
                "http://a_b:1 | 'http://a_b:1' has no usable host",
                "http://:80 | 'http://:80' has no usable host",
                "http://a:0 | 'http://a:0': a port is from 1 to 65535",
                "http://a:65536 | 'http://a:65536': a port is from 1 to 65535",
                "http://u:p@a:1 | a base URL has no user, query or fragment",
                "http://a:1/x?y | a base URL has no user, query or fragment",
                "http://a:1/x#y | a base URL has no user, query or fragment",
                "http://a:1//x | 'http://a:1//x': the context root is like /chat",
                "http://a:1/x/../y | 'http://a:1/x/../y': the context root is like /chat",
                "http://a b | not a base URL",
                "dns+http://[::1]:1 | 'dns+http://[::1]:1': dns+ needs a name, not an address",
                "http://a:1,http://a:1/ | http://a:1/ stands there twice",
                "http://a:1, | there is nothing before or after a comma",
                ", | there is nothing before or after a comma"
            })
    void baseUrl_bad_isRefusedWithReason(String text, String reason) {
        assertThatThrownBy(() -> FORMAT.parse(text))
                .isInstanceOf(BadValueException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void shown_urlWithPassword_hidesIt() {
        assertThat(FORMAT.shown("http://me:s3cret@a:1/x")).isEqualTo("http://(hidden)@a:1/x");
    }
}
