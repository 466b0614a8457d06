// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.report.Plot;
import io.gracehub.benchmarks.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a measurement finds the server and the library, and puts its result: the module's {@code target/}. */
record Place(Path target) {

    Place {
        if (!Files.isDirectory(target.resolve("liberty/wlp"))) {
            throw new IllegalArgumentException("no Open Liberty in " + target.resolve("liberty/wlp")
                    + ": start a measurement with mvn verify -Pbench-<name>, which unpacks it");
        }
    }

    Path library() {
        return target.resolve("lib/gracehub.jar");
    }

    Gateway.Start gateway(String measurement, List<String> jvmOptions) {
        Path directory = target.resolve(
                "proxies/" + measurement + "-" + ProcessHandle.current().pid());
        return new Gateway.Start(target.resolve("lib/gracehub-gateway.jar"), jvmOptions, directory);
    }

    void publish(String name, Report report) {
        Path file = target.resolve(name + ".json");
        report.write(file);
        System.out.println(report.table());
        System.out.println("written to " + file);
    }

    /** Writes a picture; where the system has no fonts there is none, and a word about it. */
    void publish(String name, Plot plot) {
        Path file = target.resolve(name + ".svg");
        try {
            plot.write(file);
            System.out.println("written to " + file);
        } catch (InternalError | UnsatisfiedLinkError | NoClassDefFoundError noFonts) {
            System.out.println("NO PICTURE " + file + ": fonts are needed (Debian: apt-get install fontconfig"
                    + " fonts-dejavu-core): " + noFonts);
        }
    }
}
