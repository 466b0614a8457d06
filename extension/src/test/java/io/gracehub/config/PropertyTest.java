// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PropertyTest {

    private static final Pattern ROW = Pattern.compile("\\| (gracehub\\.\\S+) \\|.*");

    static Stream<Property<?>> properties() {
        return Stream.concat(Property.OF_THE_SERVER.stream(), Property.OF_HUBS.stream());
    }

    @ParameterizedTest
    @MethodSource("properties")
    void documentation_knownProperty_hasItsNameDefaultAndAcceptedValues(Property<?> property) throws IOException {
        String row = "| " + property.name() + " | " + property.fallback() + " | "
                + property.format().accepted() + " | ";

        assertThat(documentation()).filteredOn(line -> line.startsWith(row)).hasSize(1);
    }

    @Test
    void documentation_everyRow_isAKnownProperty() throws IOException {
        List<String> documented = documentation().stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        properties().map(Property::name).toList());
    }

    @ParameterizedTest
    @MethodSource("properties")
    void fallback_ofPropertyWithDefault_isAccepted(Property<?> property) throws BadValueException {
        if (property.optional()) {
            assertThat(property.fallback()).isNotBlank();
        } else {
            assertThat(property.format().parse(property.fallback())).isNotNull();
        }
    }

    @Test
    void lists_ofProperties_holdEveryConstant() {
        long constants = Arrays.stream(Property.class.getDeclaredFields())
                .filter(field -> field.getType() == Property.class && Modifier.isStatic(field.getModifiers()))
                .count();

        assertThat(properties()).hasSize((int) constants).doesNotHaveDuplicates();
    }

    @Test
    void of_path_putsItIntoTheName() {
        assertThat(Property.HUB_MODE.of("/chat/{room}").name())
                .isEqualTo("gracehub.hub.\"/chat/{room}\".shutdown.mode");
    }

    private static List<String> documentation() throws IOException {
        Path module = Path.of(System.getProperty("basedir", ""));
        return Files.readAllLines(module.resolve("../docs/configuration.md")).stream()
                .map(line -> line.replace("`", ""))
                .toList();
    }
}
