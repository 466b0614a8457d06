// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.regex.Pattern;

/**
 * The messages of a stream, read by the letter of RFC 9112: nothing is mended, and a message that two readers could end
 * in two places fails the test.
 */
final class StrictHttp {

    private static final Pattern REQUEST = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+ /[!-~&&[^#]]* HTTP/1\\.1");
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 [1-5]\\d\\d [^\\r\\n]*");
    private static final Pattern HEADER =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \\t]*([^\\x00-\\x08\\x0A-\\x1F\\x7F]*)");
    private static final Pattern CHUNK = Pattern.compile("[0-9A-Fa-f]{1,7}");

    private final String stream;
    private final boolean requests;
    private final Queue<String> methods;
    private int at;

    /** One of them. Its headers are lines. */
    record Message(String first, List<String> headers, String body) {

        /** The values of a header. */
        List<String> values(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        int status() {
            return Integer.parseInt(first.substring(9, 12));
        }
    }

    private static final class Incomplete extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private StrictHttp(byte[] stream, boolean requests, List<String> methods) {
        this.stream = new String(stream, ISO_8859_1);
        this.requests = requests;
        this.methods = new ArrayDeque<>(methods);
    }

    /** The requests that are whole. */
    static List<Message> requests(byte[] stream) {
        return new StrictHttp(stream, true, List.of()).all();
    }

    /** The answers that are whole, to requests with these methods. */
    static List<Message> answers(byte[] stream, List<String> methods) {
        return new StrictHttp(stream, false, methods).all();
    }

    private List<Message> all() {
        List<Message> found = new ArrayList<>();
        try {
            while (at < stream.length()) {
                found.add(message());
            }
        } catch (Incomplete end) {
            // the rest is not whole
        }
        return found;
    }

    private Message message() throws Incomplete {
        String first = line();
        assertThat(first).matches(requests ? REQUEST : ANSWER);
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            assertThat(line).matches(HEADER);
            headers.add(line);
        }
        Message head = new Message(first, headers, "");
        boolean bodiless = !requests && (head.status() < 200 || "HEAD".equals(methods.poll()));
        return new Message(first, headers, bodiless ? "" : body(head));
    }

    private String body(Message head) throws Incomplete {
        List<String> codings = head.values("Transfer-Encoding");
        List<String> lengths = head.values("Content-Length");
        assertThat(codings.size() + lengths.size()).as("ends of %s", head).isLessThanOrEqualTo(1);
        if (!codings.isEmpty()) {
            assertThat(codings.get(0)).isEqualToIgnoringCase("chunked");
            return chunks();
        }
        if (lengths.isEmpty()) {
            boolean toTheEnd = !requests && head.values("Connection").contains("close");
            return toTheEnd ? take(stream.length() - at) : "";
        }
        assertThat(lengths.get(0)).matches("\\d{1,18}");
        return take(Long.parseLong(lengths.get(0)));
    }

    private String chunks() throws Incomplete {
        StringBuilder body = new StringBuilder();
        while (true) {
            String size = line();
            assertThat(size).matches(CHUNK);
            String chunk = take(Integer.parseInt(size, 16));
            body.append(chunk);
            if (chunk.isEmpty()) {
                trailers();
                return body.toString();
            }
            assertThat(line()).as("end of a chunk").isEmpty();
        }
    }

    /** Those of requests are never passed on. */
    private void trailers() throws Incomplete {
        for (String line = line(); !line.isEmpty(); line = line()) {
            assertThat(requests).isFalse();
            assertThat(line).matches(HEADER);
        }
    }

    private String line() throws Incomplete {
        int end = stream.indexOf("\r\n", at);
        if (end < 0) {
            throw new Incomplete();
        }
        String line = stream.substring(at, end);
        at = end + 2;
        return line;
    }

    private String take(long length) throws Incomplete {
        if (length > stream.length() - at) {
            throw new Incomplete();
        }
        String taken = stream.substring(at, at + (int) length);
        at += (int) length;
        return taken;
    }
}
