// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process has used, as Linux tells it in {@code /proc}.
 *
 * @param cpu the time of its threads on a processor, in steps of 10 ms
 * @param residentKib its resident memory now
 */
public record Usage(Duration cpu, long residentKib) {

    public static final Usage NONE = new Usage(Duration.ZERO, 0);

    private static final Path PROC = Path.of("/proc");

    /** Places after the name of the program (proc(5): fields 14 and 15). */
    private static final int UTIME = 11;

    private static final int STIME = 12;

    /** Returns what a process and its children have used so far. */
    public static Usage ofAll(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> of(each.pid()))
                .reduce(NONE, Usage::plus);
    }

    static Usage of(long pid) {
        Path process = PROC.resolve(Long.toString(pid));
        try {
            return new Usage(
                    cpu(Files.readString(process.resolve("stat"))),
                    resident(Files.readAllLines(process.resolve("status"))));
        } catch (NoSuchFileException ended) {
            return NONE;
        } catch (IOException e) {
            throw new IllegalStateException("what process " + pid + " uses cannot be read: Linux is needed", e);
        }
    }

    /**
     * Reads {@code stat}: {@code utime} and {@code stime} of all threads, also those that have ended, in hundredths of a
     * second. What stands before them may have blanks, but ends with the last parenthesis.
     */
    static Duration cpu(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofMillis(10 * (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])));
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
