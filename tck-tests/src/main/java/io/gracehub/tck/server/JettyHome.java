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
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A server of Jetty, in a base directory of its own. */
final class JettyHome implements ServerHome {

    private final Path installation;
    private final Path base;
    private final int port;
    private final int stopPort;
    private final List<String> jvmOptions;
    private Map<String, String> properties = Map.of();

    JettyHome(Layout layout) throws IOException {
        installation = layout.installation();
        base = layout.directory();
        port = layout.port();
        stopPort = layout.freePort().getAsInt();
        jvmOptions = layout.jvmOptions();
        Files.createDirectories(base.resolve("webapps"));
        Files.createDirectories(base.resolve("work"));
    }

    @Override
    public List<String> startCommand() {
        List<String> options = new ArrayList<>(jvmOptions);
        properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        options.add("-Djetty.http.host=127.0.0.1");
        options.add("-Djetty.http.port=" + port);
        return command(options, List.of("--module=http,ee10-deploy,ee10-annotations,ee10-websocket-jakarta,ee10-cdi"));
    }

    @Override
    public List<String> stopCommand(List<String> options) {
        return command(List.of(), List.of("--stop"));
    }

    private List<String> command(List<String> options, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(ServerKind.java());
        command.addAll(options);
        command.addAll(List.of(
                "-jar",
                installation.resolve("start.jar").toString(),
                "jetty.base=" + base,
                "STOP.PORT=" + stopPort,
                "STOP.KEY=tck"));
        command.addAll(words);
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

    @Override
    public void deploy(WebArchive war) throws IOException {
        Path archive = base.resolve("webapps").resolve(war.getName());
        WebLibraries.with(war).as(ZipExporter.class).exportTo(archive.toFile(), true);
    }

    @Override
    public void undeploy(String app) throws IOException {
        Files.delete(base.resolve("webapps").resolve(app + ".war"));
    }

    @Override
    public Path log() {
        return Layout.console(base);
    }

    @Override
    public Pattern ready() {
        return Pattern.compile("Started oejs\\.Server@");
    }

    @Override
    public Pattern started(String app) {
        return Pattern.compile("Started oeje10w\\.WebAppContext@\\w+\\{" + app + ",");
    }

    @Override
    public Pattern failed(String app) {
        return Pattern.compile("Failed startup of context .*\\{" + app + ",");
    }

    @Override
    public Pattern stopped(String app) {
        return Pattern.compile("Stopped oeje10w\\.WebAppContext@\\w+\\{" + app + ",");
    }

    @Override
    public URI readiness(String app) {
        return URI.create("http://127.0.0.1:" + port + "/" + app + "/gracehub/ready");
    }
}
