// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * What a server is made of.
 *
 * @param installation where Maven has unpacked what all servers of the kind share
 * @param directory its own, empty
 * @param port of its applications, on 127.0.0.1
 * @param freePort finds one, for whatever else it listens on
 * @param jvmOptions in the order of the command line
 * @param liberty what is for Open Liberty alone
 */
public record Layout(
        Path installation, Path directory, int port, IntSupplier freePort, List<String> jvmOptions, Liberty liberty) {

    public Layout {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Returns where its standard output and error go. */
    public static Path console(Path directory) {
        return directory.resolve("console.txt");
    }

    /**
     * What goes into a {@code server.xml}; other servers have what they have.
     *
     * @param features names with versions
     * @param xml further elements
     */
    public record Liberty(List<String> features, String xml) {
        public Liberty {
            features = List.copyOf(features);
        }
    }
}
