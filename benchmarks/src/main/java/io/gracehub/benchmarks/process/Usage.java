// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process has used, as Linux tells it in {@code /proc}.
 *
 * @param cpu the time of its threads on a processor
 * @param residentKib its resident memory now
 */
public record Usage(Duration cpu, long residentKib) {

    public static final Usage NONE = new Usage(Duration.ZERO, 0);

    private static final Path PROC = Path.of("/proc");

    /** Returns what a process and its children have used so far. */
    public static Usage ofAll(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> of(each.pid()))
                .reduce(NONE, Usage::plus);
    }

    static Usage of(long pid) {
        Path process = PROC.resolve(Long.toString(pid));
        try {
            return new Usage(cpu(process), resident(Files.readAllLines(process.resolve("status"))));
        } catch (NoSuchFileException ended) {
            return NONE;
        } catch (IOException e) {
            throw new IllegalStateException("what process " + pid + " uses cannot be read: Linux is needed", e);
        }
    }

    /** Of its living threads, in nanoseconds; {@code stat} would count the dead ones too, but in steps of 10 ms. */
    private static Duration cpu(Path process) throws IOException {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                try {
                    nanos += nanos(Files.readString(thread.resolve("schedstat")));
                } catch (NoSuchFileException ended) {
                    nanos += 0; // it has ended since the listing
                }
            }
        }
        return Duration.ofNanos(nanos);
    }

    /** Reads {@code schedstat}: time on a processor, time waited for one, number of turns. */
    static long nanos(String schedstat) {
        return Long.parseLong(schedstat.strip().split(" ", -1)[0]);
    }

    /** Reads the line {@code VmRSS} of {@code status}. */
    static long resident(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0); // it has ended
    }

    public Usage plus(Usage other) {
        return new Usage(cpu.plus(other.cpu), residentKib + other.residentKib);
    }
}
