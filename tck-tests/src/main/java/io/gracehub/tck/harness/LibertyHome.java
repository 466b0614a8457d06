// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Writes the files of one server, in a user directory of its own. */
record LibertyHome(Path wlp, Path user, String name, int port) {

    private static final String SERVER_XML = """
            <server>
              <featureManager>
            %s
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
              <applicationMonitor updateTrigger="disabled" dropinsEnabled="false"/>
              <config updateTrigger="polled" monitorInterval="200ms"/>
            %s
            </server>
            """;

    private static final String APP_XML = """
            <server>
              <webApplication id="%s" name="%s" location="%s" contextRoot="/%s"/>
            </server>
            """;

    Path directory() {
        return user.resolve("servers").resolve(name);
    }

    /**
     * Puts a WAR into the server. It is configured in a file of its own, so that taking that file away stops the
     * application while its archive stays: a server that lost the archive could load no further class of it.
     */
    void deploy(WebArchive war) throws IOException {
        String app = war.getName().substring(0, war.getName().lastIndexOf('.'));
        Path exported = user.resolve(war.getName());
        war.as(ZipExporter.class).exportTo(exported.toFile(), true);
        Files.move(
                exported,
                directory().resolve("apps").resolve(war.getName()),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        Path written = user.resolve(app + ".xml");
        Files.writeString(written, APP_XML.formatted(app, app, war.getName(), app));
        Files.move(written, configuration(app), StandardCopyOption.ATOMIC_MOVE);
    }

    void undeploy(String app) throws IOException {
        Files.delete(configuration(app));
    }

    private Path configuration(String app) {
        return directory().resolve("configDropins/overrides").resolve(app + ".xml");
    }

    /** Sets system properties for the next start, which come after those of {@code jvm.options}. */
    void properties(Map<String, String> properties) {
        List<String> lines = properties.entrySet().stream()
                .map(entry -> "-D" + entry.getKey() + "=" + entry.getValue())
                .toList();
        try {
            Path overrides = Files.createDirectories(directory().resolve("configDropins/overrides"));
            Files.write(overrides.resolve("jvm.options"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            Files.createDirectories(directory().resolve("apps"));
            Files.createDirectories(directory().resolve("configDropins/overrides"));
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
