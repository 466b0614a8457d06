// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A process of Payara Micro. It takes its applications from its command line, once, and ends by a signal only. */
final class PayaraMicroHome implements ServerHome {

    private final Path jar;
    private final Path directory;
    private final int port;
    private final List<String> jvmOptions;
    private final List<Path> archives = new ArrayList<>();
    private Map<String, String> properties = Map.of();

    PayaraMicroHome(Layout layout) {
        jar = layout.installation().resolve("payara-micro.jar");
        directory = layout.directory();
        port = layout.port();
        jvmOptions = layout.jvmOptions();
    }

    @Override
    public List<String> startCommand() {
        List<String> command = new ArrayList<>();
        command.add(ServerKind.java());
        command.addAll(jvmOptions);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-jar",
                jar.toString(),
                "--nocluster",
                "--port",
                Integer.toString(port),
                "--rootdir",
                directory.resolve("root").toString()));
        archives.forEach(archive -> command.addAll(List.of("--deploy", archive.toString())));
        return command;
    }

    @Override
    public List<String> stopCommand(List<String> options) {
        throw new UnsupportedOperationException("Payara Micro has no stop command");
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
    public void deploy(WebArchive war) {
        Path archive = directory.resolve(war.getName());
        war.as(ZipExporter.class).exportTo(archive.toFile(), true);
        archives.add(archive);
    }

    @Override
    public void undeploy(String app) throws IOException {
        throw new UnsupportedOperationException("Payara Micro undeploys nothing");
    }

    @Override
    public Path log() {
        return Layout.console(directory);
    }

    @Override
    public Pattern ready() {
        return Pattern.compile("Payara Micro .* ready in");
    }

    @Override
    public Pattern started(String app) {
        return Pattern.compile("Loading application \\[" + app + "\\] at ");
    }

    @Override
    public Pattern failed(String app) {
        return Pattern.compile("Failed to deploy .*" + app);
    }

    @Override
    public Pattern stopped(String app) {
        return Pattern.compile("never");
    }

    @Override
    public URI readiness(String app) {
        return URI.create("http://127.0.0.1:" + port + "/health/ready");
    }
}
