// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the files of one server, in a user directory of its own. */
record LibertyHome(Path wlp, Path user, String name, int port) {

    private static final String SERVER_XML = """
            <server>
              <featureManager>
            %s
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
              <applicationMonitor pollingRate="200ms"/>
            %s
            </server>
            """;

    Path directory() {
        return user.resolve("servers").resolve(name);
    }

    Path dropins() {
        return directory().resolve("dropins");
    }

    Path messages() {
        return directory().resolve("logs/messages.log");
    }

    Path console() {
        return user.resolve("console.txt");
    }

    Path trace() {
        return user.resolve("trace.txt");
    }

    String script() {
        return wlp.resolve("bin/server").toString();
    }

    Map<String, String> env() {
        return Map.of(
                "WLP_USER_DIR", user.toString(),
                "WLP_OUTPUT_DIR", user.resolve("servers").toString(),
                "JAVA_HOME", System.getProperty("java.home"));
    }

    void write(List<String> features, String xml, List<String> jvmOptions) {
        try {
            Files.createDirectories(dropins());
            String lines = features.stream()
                    .map(feature -> "    <feature>" + feature + "</feature>")
                    .collect(Collectors.joining("\n"));
            Files.writeString(directory().resolve("server.xml"), SERVER_XML.formatted(lines, port, xml));
            Files.write(directory().resolve("jvm.options"), jvmOptions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
