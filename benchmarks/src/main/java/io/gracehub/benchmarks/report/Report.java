// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One table: printed for people, written as JSON for programs. */
public final class Report {

    private static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig().withFormatting(true));

    private final String title;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    public Report(String title) {
        this.title = title;
    }

    /** Adds a row; all have the same columns, in the same order. */
    public void add(Map<String, Object> row) {
        if (!rows.isEmpty() && !List.copyOf(rows.get(0).keySet()).equals(List.copyOf(row.keySet()))) {
            throw new IllegalArgumentException(
                    "columns " + row.keySet() + ": expected " + rows.get(0).keySet());
        }
        Map<String, Object> added = new LinkedHashMap<>(row);
        added.replaceAll((column, value) -> inJson(value));
        rows.add(added);
    }

    public String table() {
        List<String> columns =
                rows.isEmpty() ? List.of() : List.copyOf(rows.get(0).keySet());
        List<List<String>> lines = new ArrayList<>(List.of(columns));
        rows.forEach(row -> lines.add(row.values().stream().map(Report::cell).toList()));
        StringBuilder table = new StringBuilder(title).append("\n\n");
        for (List<String> line : lines) {
            for (int column = 0; column < line.size(); column++) {
                table.append(padded(line.get(column), width(lines, column), column == 0));
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String padded(String cell, int width, boolean left) {
        return left ? ("%-" + width + "s").formatted(cell) : ("%" + (width + 2) + "s").formatted(cell);
    }

    private static int width(List<List<String>> lines, int column) {
        return Math.max(
                1,
                lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(1));
    }

    /** JSON has no number for what is beyond the last bucket of a histogram. */
    private static Object inJson(Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? number.toString() : value;
    }

    private static String cell(Object value) {
        if (!(value instanceof Double number)) {
            return String.valueOf(value);
        }
        return String.format(
                Locale.ROOT, Math.abs(number) < 10 ? "%.3f" : Math.abs(number) < 1000 ? "%.1f" : "%.0f", number);
    }

    /** Writes the JSON: the title, the machine, the rows. */
    public void write(Path file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", title);
        json.put("machine", Machine.facts());
        json.put("rows", rows);
        try {
            Files.writeString(file, JSONB.toJson(json) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
