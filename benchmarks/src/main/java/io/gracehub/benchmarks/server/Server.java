// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.server;

import io.gracehub.benchmarks.process.Usage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** One process of a Jakarta server with WARs. It is killed when it is closed. */
public interface Server extends AutoCloseable {

    /** The servers that a measurement can be made with. */
    enum Kind {
        LIBERTY {
            @Override
            public Server startAt(int port, Path target, String name, List<String> jvmOptions, War war) {
                return LibertyServer.startAt(port, target, name, jvmOptions, war);
            }
        },
        WILDFLY {
            @Override
            public Server startAt(int port, Path target, String name, List<String> jvmOptions, War war) {
                return WildFlyServer.startAt(port, target, name, jvmOptions, war);
            }
        };

        /**
         * Starts a server with a WAR, and waits until both have started.
         *
         * @param target the module's, where the server was unpacked, and under which it gets a directory of its own
         */
        public abstract Server startAt(int port, Path target, String name, List<String> jvmOptions, War war);
    }

    URI ws(String path);

    URI http(String path);

    boolean isAlive();

    Usage usage();

    /** Sends SIGTERM, and returns when. */
    Instant signal();

    /** Waits for the end of the process, and returns when it came. */
    Instant awaitEnd();

    List<LogLine> log();

    @Override
    void close();
}
