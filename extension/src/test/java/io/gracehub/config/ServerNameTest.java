// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerNameTest {

    private static final Path NO_FILE = Path.of("no", "such", "file");

    @TempDir
    Path folder;

    @Test
    void host_variableAndFile_prefersTheVariable() throws IOException {
        assertThat(ServerName.host(Map.of("HOSTNAME", "pod-1", "COMPUTERNAME", "PC"), file("host\n")))
                .isEqualTo("pod-1");
        assertThat(ServerName.host(Map.of("HOSTNAME", "", "COMPUTERNAME", "PC"), file("host\n")))
                .isEqualTo("PC");
    }

    @Test
    void host_fileOnly_isItsFirstLine() throws IOException {
        assertThat(ServerName.host(Map.of(), file("host\nother\n"))).isEqualTo("host");
    }

    @Test
    void host_nothingKnown_isLocalhost() throws IOException {
        assertThat(ServerName.host(Map.of(), NO_FILE)).isEqualTo("localhost");
        assertThat(ServerName.host(Map.of(), file(""))).isEqualTo("localhost");
        assertThat(ServerName.host(Map.of(), folder)).isEqualTo("localhost");
    }

    @Test
    void host_oddName_becomesAToken() {
        assertThat(ServerName.host(Map.of("HOSTNAME", " Anna's caf\u00e9 "), NO_FILE))
                .isEqualTo("Anna's-caf-");
        assertThat(ServerName.host(Map.of("HOSTNAME", "h".repeat(300)), NO_FILE))
                .hasSize(121);
    }

    @Test
    void generate_twice_yieldsTwoGoodNames() throws BadValueException {
        String one = ServerName.generate();
        String other = ServerName.generate();

        assertThat(new TokenFormat().parse(one)).matches(".+-[0-9a-z]{6}");
        assertThat(one).isNotEqualTo(other);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("hostname"), content);
    }
}
