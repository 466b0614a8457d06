// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must not grow in a JVM that lives long.
 *
 * @param heapKib in use after a collection
 * @param residentKib of the process
 * @param handles open files and sockets
 * @param loaders how many class loaders there are of each type; without those that the JDK makes for reflection
 */
public record Vitals(long heapKib, long residentKib, long threads, long handles, Map<String, Long> loaders) {

    private static final String OF_REFLECTION = "jdk.internal.reflect.DelegatingClassLoader";

    public Vitals {
        loaders = Map.copyOf(loaders);
    }

    /** Lets a JVM collect its garbage, twice since what has a finalizer goes with the second one, and looks at it. */
    public static Vitals of(long pid) {
        Heap.collect(pid);
        long heap = Heap.usedAfterCollection(pid);
        return new Vitals(
                heap,
                Usage.of(pid).residentKib(),
                count(pid, "task"),
                count(pid, "fd"),
                loaders(Jcmd.ask(pid, "VM.classloader_stats")));
    }

    public long allLoaders() {
        return loaders.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long count(long pid, String kind) {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), kind))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException("what process " + pid + " has open cannot be read: Linux is needed", e);
        }
    }

    /** Reads a table whose lines begin with an address and end with a type. */
    static Map<String, Long> loaders(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("0x"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(type -> !type.equals(OF_REFLECTION))
                .collect(Collectors.groupingBy(type -> type, Collectors.counting()));
    }
}
