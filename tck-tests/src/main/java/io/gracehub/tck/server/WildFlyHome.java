// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A server of WildFly with {@code standalone-microprofile.xml}, in a base directory of its own. Its JVM is started
 * without {@code standalone.sh}, which stays between the JVM and signals.
 */
final class WildFlyHome implements ServerHome {

    /** What {@code standalone.sh} opens to the server's modules. */
    private static final List<String> MODULES = List.of(
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    private static final String CONFIGURATION = "standalone-microprofile.xml";

    private final Path installation;
    private final Path base;
    private final Path deployments;
    private final int port;
    private final int management;
    private final int secure;
    private final List<String> jvmOptions;
    private Map<String, String> properties = Map.of();

    WildFlyHome(Layout layout) throws IOException {
        installation = layout.installation();
        base = layout.directory();
        deployments = base.resolve("deployments");
        port = layout.port();
        management = layout.freePort().getAsInt();
        secure = layout.freePort().getAsInt();
        jvmOptions = layout.jvmOptions();
        Files.createDirectories(deployments);
        Path configuration = Files.createDirectories(base.resolve("configuration"));
        try (Stream<Path> files = Files.list(installation.resolve("standalone/configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()));
            }
        }
        Path xml = configuration.resolve(CONFIGURATION);
        Files.writeString(xml, Files.readString(xml).replace("scan-interval=\"5000\"", "scan-interval=\"200\""));
    }

    @Override
    public List<String> startCommand() {
        List<String> command = new ArrayList<>();
        command.add(ServerKind.java());
        command.addAll(jvmOptions);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(MODULES);
        command.addAll(List.of(
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.awt.headless=true",
                "-Dorg.jboss.boot.log.file=" + log(),
                "-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"),
                "-jar",
                installation.resolve("jboss-modules.jar").toString(),
                "-mp",
                installation.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + installation,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + secure,
                "-Djboss.management.http.port=" + management,
                "-c",
                CONFIGURATION));
        return command;
    }

    @Override
    public List<String> stopCommand(List<String> options) {
        return List.of(
                installation.resolve("bin/jboss-cli.sh").toString(),
                "--connect",
                "--controller=127.0.0.1:" + management,
                ("shutdown " + String.join(" ", options)).strip());
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("NOPAUSE", "true");
    }

    @Override
    public void properties(Map<String, String> stronger) {
        properties = Map.copyOf(stronger);
    }

    /** The scanner of deployments takes what has a marker; it leaves the archive where it is. */
    @Override
    public void deploy(WebArchive war) throws IOException {
        put(war);
    }

    @Override
    public void deploy(EnterpriseArchive ear) throws IOException {
        put(ear);
    }

    private void put(Archive<?> archive) throws IOException {
        archive.as(ZipExporter.class)
                .exportTo(deployments.resolve(archive.getName()).toFile(), true);
        Files.write(deployments.resolve(archive.getName() + ".dodeploy"), new byte[0]);
    }

    @Override
    public void undeploy(String app) throws IOException {
        for (String archive : List.of(app + ".war", app + ".ear")) {
            Files.deleteIfExists(deployments.resolve(archive + ".deployed"));
            Files.deleteIfExists(deployments.resolve(archive + ".failed"));
        }
    }

    @Override
    public Path log() {
        return base.resolve("log/server.log");
    }

    @Override
    public Pattern ready() {
        return Pattern.compile("WFLYSRV0025|WFLYSRV0026");
    }

    @Override
    public Pattern started(String app) {
        return Pattern.compile("WFLYSRV0010: Deployed \"" + app + "\\.[we]ar\"");
    }

    @Override
    public Pattern failed(String app) {
        return Pattern.compile("WFLYCTL0013: .*\"" + app + "\\.[we]ar\"");
    }

    @Override
    public Pattern stopped(String app) {
        return Pattern.compile("WFLYSRV0009: Undeployed \"" + app + "\\.[we]ar\"");
    }

    @Override
    public URI readiness(String app) {
        return URI.create("http://127.0.0.1:" + management + "/health/ready");
    }
}
