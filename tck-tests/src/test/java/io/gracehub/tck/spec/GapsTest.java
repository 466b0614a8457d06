// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Clause;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tests leave out on a server, and what the documentation tells users of it, side by side. */
final class GapsTest {

    private static final Path SERVERS = Path.of("../docs/servers.md");

    /** What a test is about that says something of servers alone. */
    private static final String NO_CLAUSE = "without the library";

    /** Clauses, servers, reason, and where one can read more. */
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| (" + NO_CLAUSE + "|[A-Z]+-\\d+(?:, [A-Z]+-\\d+)*) \\| ([^|]+) \\| ([^|]+) \\|(?: [^|]* \\|)?$");

    @Test
    void gaps_ofTheTests_areThoseOfTheDocumentation() throws IOException {
        assertThat(ofTests()).isEqualTo(ofDocumentation());
    }

    private static Set<String> ofTests() throws IOException {
        return Tests.methods().flatMap(GapsTest::of).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> of(Method test) {
        Clause clause = test.getAnnotation(Clause.class);
        List<String> clauses = clause == null ? List.of(NO_CLAUSE) : List.of(clause.value());
        NotOn[] ofAll = clause == null ? new NotOn[0] : test.getDeclaringClass().getAnnotationsByType(NotOn.class);
        return Stream.concat(Stream.of(test.getAnnotationsByType(NotOn.class)), Stream.of(ofAll))
                .flatMap(gap -> entries(clauses.stream(), servers(gap), gap.why()));
    }

    private static Stream<String> servers(NotOn gap) {
        String version = gap.jakarta() == 0 ? "" : " on Jakarta EE " + gap.jakarta();
        return Arrays.stream(gap.value()).map(kind -> kind.product().title() + version);
    }

    private static Stream<String> entries(Stream<String> clauses, Stream<String> servers, String why) {
        List<String> titles = servers.toList();
        return clauses.flatMap(clause -> titles.stream().map(title -> clause + " | " + title + " | " + why));
    }

    private static Set<String> ofDocumentation() throws IOException {
        return ROW.matcher(Files.readString(SERVERS))
                .results()
                .flatMap(row -> entries(list(row.group(1)), list(row.group(2)), row.group(3)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> list(String words) {
        return Stream.of(words.split(", ", -1));
    }
}
