// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.benchmarks.plain.EchoEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarTest {

    @TempDir
    Path directory;

    @Test
    void writeTo_whenItHasALibrary_holdsClassesAndLibrary() throws IOException {
        Path library = Files.writeString(directory.resolve("gracehub.jar"), "a jar");
        Path dropins = Files.createDirectory(directory.resolve("dropins"));
        War.of("plain", EchoEndpoint.class).with(library).writeTo(dropins.resolve("plain.war"));
        try (ZipFile zip = new ZipFile(dropins.resolve("plain.war").toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly(
                            "WEB-INF/classes/io/gracehub/benchmarks/plain/EchoEndpoint.class",
                            "WEB-INF/lib/gracehub.jar");
        }
        assertThat(directory.resolve("plain.half")).doesNotExist();
    }
}
