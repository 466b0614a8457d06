// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private final Report report = new Report("speed");

    @TempDir
    Path directory;

    @BeforeEach
    void twoRows() {
        report.add(row("plain", 1234.56));
        report.add(row("hub, longer", 1.04567));
    }

    @Test
    void table_whenRowsDiffer_alignsThem() {
        assertThat(report.table().lines())
                .containsExactly("speed", "", "case         ratio", "plain         1235", "hub, longer  1.046");
    }

    @Test
    void write_whenAsked_keepsTheFullNumbers() throws IOException {
        Path file = directory.resolve("speed.json");
        report.write(file);
        assertThat(Files.readString(file))
                .contains(
                        "\"title\": \"speed\"",
                        "1.04567",
                        "\"processors\"",
                        "\"memory\"",
                        "\"load average when written\"");
    }

    @Test
    void write_whenANumberIsInfinite_writesAWord() throws IOException {
        Path file = directory.resolve("speed.json");
        report.add(row("slow", Double.POSITIVE_INFINITY));
        report.write(file);
        assertThat(Files.readString(file)).contains("\"ratio\": \"Infinity\"");
    }

    @Test
    void add_whenColumnsDiffer_isRefused() {
        assertThatThrownBy(() -> report.add(Map.of("other", 1))).hasMessageContaining("[other]");
    }

    private static Map<String, Object> row(String name, double ratio) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("case", name);
        row.put("ratio", ratio);
        return row;
    }
}
