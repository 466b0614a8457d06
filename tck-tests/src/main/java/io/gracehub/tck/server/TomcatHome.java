// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A server of Tomcat, in a base directory of its own. */
final class TomcatHome implements ServerHome {

    private static final String SERVER_XML = """
            <Server port="%d" shutdown="SHUTDOWN" address="127.0.0.1">
              <Service name="Catalina">
                <Connector port="%d" address="127.0.0.1" protocol="HTTP/1.1"/>
                <Engine name="Catalina" defaultHost="localhost" backgroundProcessorDelay="1">
                  <Host name="localhost" appBase="webapps"/>
                </Engine>
              </Service>
            </Server>
            """;

    /** Tomcat says that an application has stopped at a fine level only. */
    private static final String LOGGING = """
            handlers = org.apache.juli.FileHandler
            .handlers = org.apache.juli.FileHandler
            org.apache.juli.FileHandler.directory = ${catalina.base}/logs
            org.apache.juli.FileHandler.prefix = server
            org.apache.juli.FileHandler.suffix = .log
            org.apache.juli.FileHandler.rotatable = false
            org.apache.juli.FileHandler.level = FINE
            org.apache.juli.FileHandler.encoding = UTF-8
            org.apache.catalina.util.LifecycleBase.level = FINE
            """;

    private static final String CONTEXT_XML = "<Context docBase=\"%s\"/>\n";

    private final Path installation;
    private final Path base;
    private final int port;
    private final List<String> jvmOptions;
    private Map<String, String> properties = Map.of();

    TomcatHome(Layout layout) throws IOException {
        installation = layout.installation();
        base = layout.directory();
        port = layout.port();
        jvmOptions = layout.jvmOptions();
        for (String directory : List.of("conf/Catalina/localhost", "webapps", "logs", "temp", "wars")) {
            Files.createDirectories(base.resolve(directory));
        }
        Files.copy(installation.resolve("conf/web.xml"), base.resolve("conf/web.xml"));
        Files.writeString(
                base.resolve("conf/server.xml"),
                SERVER_XML.formatted(layout.freePort().getAsInt(), port));
        Files.writeString(base.resolve("conf/logging.properties"), LOGGING);
    }

    @Override
    public List<String> startCommand() {
        List<String> options = new ArrayList<>(jvmOptions);
        properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        options.add("-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"));
        options.add("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager");
        return command(options, "start");
    }

    /** Tomcat's script has no options but to kill. */
    @Override
    public List<String> stopCommand(List<String> options) {
        return command(List.of(), "stop");
    }

    /** What {@code catalina.sh} runs. */
    private List<String> command(List<String> options, String word) {
        List<String> command = new ArrayList<>();
        command.add(ServerKind.java());
        command.addAll(options);
        command.addAll(List.of(
                "-classpath",
                installation.resolve("bin/bootstrap.jar")
                        + File.pathSeparator
                        + installation.resolve("bin/tomcat-juli.jar"),
                "-Dcatalina.base=" + base,
                "-Dcatalina.home=" + installation,
                "-Djava.io.tmpdir=" + base.resolve("temp"),
                "org.apache.catalina.startup.Bootstrap",
                word));
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void properties(Map<String, String> stronger) {
        properties = Map.copyOf(stronger);
    }

    /** It is named by a file of its own; Tomcat runs an unpacked copy, which it deletes when the application has stopped. */
    @Override
    public void deploy(WebArchive war) throws IOException {
        String app = ServerHome.app(war);
        Path archive = base.resolve("wars").resolve(war.getName());
        WebLibraries.with(war).as(ZipExporter.class).exportTo(archive.toFile(), true);
        Path written = base.resolve("wars").resolve(app + ".xml");
        Files.writeString(written, CONTEXT_XML.formatted(archive));
        Files.move(written, context(app), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void undeploy(String app) throws IOException {
        Files.delete(context(app));
    }

    private Path context(String app) {
        return base.resolve("conf/Catalina/localhost").resolve(app + ".xml");
    }

    @Override
    public Path log() {
        return base.resolve("logs/server.log");
    }

    @Override
    public Pattern ready() {
        return Pattern.compile("Server startup in \\[");
    }

    @Override
    public Pattern started(String app) {
        return Pattern.compile("StandardContext\\[/" + app + "\\]\\] to \\[STARTED\\]");
    }

    @Override
    public Pattern failed(String app) {
        return Pattern.compile("StandardContext\\[/" + app + "\\]\\] to \\[FAILED\\]|Context \\[/" + app
                + "\\] startup failed|StandardContext\\[/" + app + "\\]\\] failed to start");
    }

    @Override
    public Pattern stopped(String app) {
        return Pattern.compile("StandardContext\\[/" + app + "\\]\\] to \\[STOPPED\\]");
    }

    @Override
    public URI readiness(String app) {
        return URI.create("http://127.0.0.1:" + port + "/" + app + "/gracehub/ready");
    }
}
