// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

/**
 * A line that a test WAR wrote to the server's trace.
 *
 * @param nanos when: the {@link System#nanoTime()} of the server's process
 * @param text what
 */
public record TraceLine(long nanos, String text) {

    static TraceLine parse(String line) {
        int space = line.indexOf(' ');
        return new TraceLine(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
    }
}
