// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.gateway.transport.FrontRequest.Unacceptable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** However a path is written, and whichever way a server reads it: it stays below where it was routed by. */
class FrontTargetFuzzTest {

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Set<String> OWN = Set.of(
            "/chat/gracehub/link",
            "/chat/gracehub/drain",
            "/chat/gracehub/resume",
            "/chat/gracehub/status",
            "/chat/gracehub/ready");

    /** What a byte below a space stands for. */
    private static final String[] WORDS = {
        "/",
        "/gracehub",
        "/link",
        "/drain",
        "/resume",
        "/status",
        "/ready",
        "%2f",
        "%2F",
        "%3b",
        "%3B",
        "%2e",
        "%2E",
        "..",
        "%5c",
        "%25",
        ";a",
        "/;",
        "%6cink",
        "?"
    };

    @FuzzTest
    void target_howeverWritten_leavesNoContextRootAndReachesNothingOfTheServers(byte[] bytes) {
        String target;
        try {
            target = FrontTarget.originForm("/chat" + written(bytes), "chat.example");
        } catch (Unacceptable refused) {
            return;
        }
        assertThat(target).startsWith("/").matches("[!-~]+").doesNotContain("#", "\\");
        assertThat(FrontTarget.isServersOwn(target)).isEqualTo(FrontTarget.isServersOwn(target + "?x=/y"));
        UnaryOperator<String> path = text -> text.replaceAll("\\?.*", "");
        UnaryOperator<String> parameters = text -> text.replaceAll(";[^/]*", "");
        UnaryOperator<String> escapes = FrontTargetFuzzTest::decoded;
        check(target, path.andThen(parameters).andThen(escapes).apply(target));
        check(target, path.andThen(escapes).andThen(parameters).apply(target));
        check(target, path.andThen(escapes).apply(target));
    }

    private static String written(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(b >= 0 && b < WORDS.length ? WORDS[b] : String.valueOf((char) (b & 0xFF)));
        }
        return text.toString();
    }

    private static void check(String target, String read) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : read.split("/", -1)) {
            assertThat(segment).as("a segment of %s", target).isNotIn(".", "..");
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        if (OWN.contains("/" + String.join("/", segments))) {
            assertThat(FrontTarget.isServersOwn(target)).as(target).isTrue();
        }
    }

    private static String decoded(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }
}
