// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.tck.harness.Clause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract and the tests that cite it, side by side. */
final class ClausesTest {

    private static final Path SPEC = Path.of("../docs/spec");
    private static final Pattern CLAUSE = Pattern.compile("(?m)^- \\*\\*([A-Z]+-\\d+)\\*\\*");

    @Test
    void clauses_ofTheSpecification_haveUniqueNumbers() throws IOException {
        assertThat(stated()).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void clauses_ofTheSpecification_areCitedByTests() throws IOException {
        assertThat(new TreeSet<>(cited())).isEqualTo(new TreeSet<>(stated()));
    }

    /** Class and method, or a further method of the class before. */
    private static final Pattern NAMED = Pattern.compile("`(?=[\\w#])(\\w+(?:Test|IT))?(?:#(\\w+))?`");

    @Test
    void testsAndClauses_thatTheSecurityReviewNames_exist() throws IOException {
        String review = Files.readString(Path.of("../docs/security.md"));
        List<String> clauses = Pattern.compile("\\b[A-Z]{2,}-\\d+\\b")
                .matcher(review)
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.startsWith("SHA-"))
                .toList();
        assertThat(clauses).isNotEmpty().isSubsetOf(stated());
        String source = "";
        for (MatchResult named : NAMED.matcher(review).results().toList()) {
            if (named.group(1) != null) {
                source = sourceOf(named.group(1));
            }
            String method = named.group(2) == null ? "" : declaration(named.group(2));
            assertThat(source).as(named.group()).isNotEmpty().containsPattern(method);
        }
    }

    /** A test is a method, or a rule for the architecture. */
    private static String declaration(String test) {
        return "\\bvoid " + test + "\\(|\\bArchRule " + test + " =";
    }

    private static String sourceOf(String test) throws IOException {
        StringBuilder source = new StringBuilder();
        for (String module : List.of("extension", "gateway", "link", "tck-tests")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
                files.filter(file -> file.endsWith(test + ".java")).forEach(file -> source.append(read(file)));
            }
        }
        return source.toString();
    }

    private static List<String> stated() throws IOException {
        try (Stream<Path> files = Files.list(SPEC)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .flatMap(file -> CLAUSE.matcher(read(file)).results())
                    .map(match -> match.group(1))
                    .toList();
        }
    }

    private static List<String> cited() throws IOException {
        return Tests.methods().flatMap(ClausesTest::citedBy).toList();
    }

    private static Stream<String> citedBy(Method test) {
        Clause clause = test.getAnnotation(Clause.class);
        return clause == null ? Stream.empty() : Arrays.stream(clause.value());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
