// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A server of Open Liberty, in a user directory of its own. */
final class OpenLibertyHome implements ServerHome {

    private static final String NAME = "tck";

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

    private static final String WAR_XML = """
            <server>
              <webApplication id="%1$s" name="%1$s" location="%1$s.war" contextRoot="/%1$s"/>
            </server>
            """;

    private static final String EAR_XML = """
            <server>
              <enterpriseApplication id="%1$s" name="%1$s" location="%1$s.ear"/>
            </server>
            """;

    private static final Map<String, String> EE_11 =
            Map.of("servlet-6.0", "servlet-6.1", "cdi-4.0", "cdi-4.1", "websocket-2.1", "websocket-2.2");

    private final String script;
    private final Path user;
    private final Path server;
    private final Path overrides;
    private final int port;

    OpenLibertyHome(Layout layout) throws IOException {
        script = layout.installation().resolve("bin/server").toString();
        user = layout.directory();
        server = user.resolve("servers").resolve(NAME);
        overrides = server.resolve("configDropins/overrides");
        port = layout.port();
        Files.createDirectories(server.resolve("apps"));
        Files.createDirectories(overrides);
        String features = layout.liberty().features().stream()
                .map(OpenLibertyHome::ofThisVersion)
                .map(feature -> "    <feature>" + feature + "</feature>")
                .collect(Collectors.joining("\n"));
        Files.writeString(
                server.resolve("server.xml"),
                SERVER_XML.formatted(features, port, layout.liberty().xml()));
        Files.write(server.resolve("jvm.options"), layout.jvmOptions());
    }

    /** Tests name the features of Jakarta EE 10. */
    private static String ofThisVersion(String feature) {
        return ServerKind.jakarta() == 11 ? EE_11.getOrDefault(feature, feature) : feature;
    }

    @Override
    public List<String> startCommand() {
        return List.of(script, "run", NAME);
    }

    @Override
    public List<String> stopCommand(List<String> options) {
        List<String> command = new ArrayList<>(List.of(script, "stop", NAME));
        command.addAll(options);
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "WLP_USER_DIR",
                user.toString(),
                "WLP_OUTPUT_DIR",
                user.resolve("servers").toString());
    }

    /** In a file that comes after the server's own {@code jvm.options}. */
    @Override
    public void properties(Map<String, String> properties) throws IOException {
        List<String> lines = properties.entrySet().stream()
                .map(entry -> "-D" + entry.getKey() + "=" + entry.getValue())
                .toList();
        Files.write(overrides.resolve("jvm.options"), lines);
    }

    /**
     * It is configured in a file of its own, so that taking that file away stops the application while its archive
     * stays: a server that lost the archive could load no further class of it.
     */
    @Override
    public void deploy(WebArchive war) throws IOException {
        deploy(war, WAR_XML);
    }

    @Override
    public void deploy(EnterpriseArchive ear) throws IOException {
        deploy(ear, EAR_XML);
    }

    private void deploy(Archive<?> archive, String xml) throws IOException {
        String app = ServerHome.app(archive);
        Path exported = user.resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(exported.toFile(), true);
        Files.move(
                exported,
                server.resolve("apps").resolve(archive.getName()),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        Path written = user.resolve(app + ".xml");
        Files.writeString(written, xml.formatted(app));
        Files.move(written, configuration(app), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void undeploy(String app) throws IOException {
        Files.delete(configuration(app));
    }

    private Path configuration(String app) {
        return overrides.resolve(app + ".xml");
    }

    @Override
    public Path log() {
        return server.resolve("logs/messages.log");
    }

    @Override
    public Pattern ready() {
        return Pattern.compile("CWWKF0011I");
    }

    @Override
    public Pattern started(String app) {
        return Pattern.compile("CWWKZ000[13]I: Application " + app + " ");
    }

    @Override
    public Pattern failed(String app) {
        return Pattern.compile(
                "CWWKZ00(02|03|04|12|13)E.*\\b" + app + "\\b|CWWKZ0012I: The application " + app + " was not");
    }

    @Override
    public Pattern stopped(String app) {
        return Pattern.compile("CWWKZ0009I: The application " + app + " has stopped");
    }

    @Override
    public URI readiness(String app) {
        return URI.create("http://127.0.0.1:" + port + "/health/ready");
    }
}
