// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A process that takes its applications from its command line, once, and ends by a signal only. */
abstract class LauncherHome implements ServerHome {

    private final Path directory;
    private final List<String> jvmOptions;
    private final List<Path> archives = new ArrayList<>();
    private Map<String, String> properties = Map.of();

    LauncherHome(Layout layout) {
        directory = layout.directory();
        jvmOptions = layout.jvmOptions();
    }

    /** Returns what comes after the options of the JVM. */
    abstract List<String> launch(List<Path> archives);

    @Override
    public List<String> startCommand() {
        List<String> command = new ArrayList<>();
        command.add(ServerKind.java());
        command.addAll(jvmOptions);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(launch(archives));
        return command;
    }

    @Override
    public List<String> stopCommand(List<String> options) {
        throw new UnsupportedOperationException("it has no stop command");
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
        Path archive = directory.resolve(war.getName());
        war.as(ZipExporter.class).exportTo(archive.toFile(), true);
        archives.add(archive);
    }

    @Override
    public void undeploy(String app) {
        throw new UnsupportedOperationException("it undeploys nothing");
    }

    @Override
    public Path log() {
        return Layout.console(directory);
    }

    @Override
    public Pattern stopped(String app) {
        return Pattern.compile("never");
    }
}
