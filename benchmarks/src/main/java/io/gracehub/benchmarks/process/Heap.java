// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of another JVM, by {@code jcmd}. */
public final class Heap {

    /** One line for each generation, or one for all; then those of what is not heap. */
    private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");

    private Heap() {}

    /** Lets a JVM collect its garbage and returns the KiB that are in use after it. */
    public static long usedAfterCollection(long pid) {
        collect(pid);
        return used(Jcmd.ask(pid, "GC.heap_info"));
    }

    /** Lets a JVM collect its garbage. */
    public static void collect(long pid) {
        Jcmd.ask(pid, "GC.run");
    }

    /** Reads the answer to {@code GC.heap_info}. */
    static long used(String answer) {
        return answer.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("Metaspace") && !line.startsWith("class space"))
                .map(USED::matcher)
                .filter(Matcher::find)
                .map(found -> Long.parseLong(found.group(1)))
                .reduce(Long::sum)
                .orElseThrow(() -> new IllegalStateException("no generation of a heap in: " + answer));
    }
}
