// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gracehub.message.Problems;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path of a hub, and the paths that are asked for: against a regular expression made of the template. */
class UriTemplateFuzzTest {

    private static final Pattern TEMPLATE =
            Pattern.compile("(/(\\{[A-Za-z_][A-Za-z0-9_.-]*}|[A-Za-z0-9._~!$&'()*+,;=:@-]+))*/?");
    private static final Pattern VARIABLE = Pattern.compile("\\{([^/}]*)}");
    private static final Pattern DOTS = Pattern.compile("(.*/)?\\.\\.?(/.*)?");

    /** The first line is a template, the others are paths. */
    @FuzzTest
    void template_ofAnyKind_matchesWhatItsPatternMatches(byte[] bytes) {
        String[] lines = new String(bytes, UTF_8).split("\n", -1);
        String path = lines[0];
        Problems problems = new Problems();
        Optional<UriTemplate> parsed = UriTemplate.parse(path, "com.acme.Chat", problems);

        assertThat(parsed.isPresent()).isEqualTo(accepted(path));
        if (parsed.isEmpty()) {
            assertThat(problems.found()).singleElement().asString().startsWith("GRACEHUB1350E: ");
            return;
        }
        assertThat(problems.isEmpty()).isTrue();
        UriTemplate template = parsed.get();
        assertThat(template.path()).isEqualTo(path);
        assertThat(template.variables()).isEqualTo(variables(path));
        assertThat(template.shape()).isEqualTo(VARIABLE.matcher(path).replaceAll("{}"));
        Pattern pattern = pattern(path);
        for (String asked : lines) {
            assertThat(template.matches(asked))
                    .as("'%s' asks for '%s'", asked, path)
                    .isEqualTo(pattern.matcher(asked).matches());
        }
    }

    private static boolean accepted(String path) {
        Set<String> seen = new HashSet<>();
        return !path.isEmpty()
                && TEMPLATE.matcher(path).matches()
                && !DOTS.matcher(path).matches()
                && VARIABLE.matcher(path).results().allMatch(each -> seen.add(each.group(1)));
    }

    private static Set<String> variables(String path) {
        Set<String> names = new TreeSet<>();
        VARIABLE.matcher(path).results().forEach(each -> names.add(each.group(1)));
        return names;
    }

    private static Pattern pattern(String path) {
        StringBuilder pattern = new StringBuilder();
        Matcher variable = VARIABLE.matcher(path);
        int from = 0;
        while (variable.find()) {
            pattern.append(Pattern.quote(path.substring(from, variable.start())))
                    .append("[^/]+");
            from = variable.end();
        }
        return Pattern.compile(pattern + Pattern.quote(path.substring(from)), Pattern.DOTALL);
    }
}
