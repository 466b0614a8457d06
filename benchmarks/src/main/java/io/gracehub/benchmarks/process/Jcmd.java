// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.process;

import java.nio.file.Path;
import java.util.List;

/** Questions to other JVMs. */
final class Jcmd {

    private Jcmd() {}

    static String ask(long pid, String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return ChildProcess.outputOf(List.of(jcmd, Long.toString(pid), command));
    }
}
