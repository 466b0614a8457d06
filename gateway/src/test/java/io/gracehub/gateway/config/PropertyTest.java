// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.gateway.config.Property.Need;
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
        return Property.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void documentation_property_hasItsRow(Property<?> property) throws IOException {
        String fallback = property.need() == Need.REQUIRED ? "required" : property.fallback();
        String row = "| " + property.name() + " | " + fallback + " | "
                + property.format().accepted() + " | " + property.meaning() + " |";

        assertThat(documentation()).filteredOn(row::equals).hasSize(1);
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
        if (property.need() == Need.DEFAULT) {
            assertThat(property.format().parse(property.fallback())).isNotNull();
        } else {
            assertThat(property.fallback()).isNotBlank();
        }
    }

    @Test
    void list_ofProperties_holdsEveryConstant() {
        long constants = Arrays.stream(Property.class.getDeclaredFields())
                .filter(field -> field.getType() == Property.class && Modifier.isStatic(field.getModifiers()))
                .count();

        assertThat(properties()).hasSize((int) constants).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void help_ofGateway_tellsEachProperty(Property<?> property) {
        assertThat(Help.properties())
                .contains(
                        "  " + property.name() + " (",
                        property.meaning(),
                        property.format().accepted());
    }

    private static List<String> documentation() throws IOException {
        Path module = Path.of(System.getProperty("basedir", ""));
        return Files.readAllLines(module.resolve("../docs/gateway.md")).stream()
                .map(line -> line.replace("`", ""))
                .toList();
    }
}
