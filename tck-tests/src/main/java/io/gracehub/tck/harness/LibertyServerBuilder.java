// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What a server is started with. */
public final class LibertyServerBuilder {

    private static final List<String> FEATURES =
            List.of("servlet-6.0", "cdi-4.0", "websocket-2.1", "mpConfig-3.1", "mpHealth-4.0", "jsonb-3.0");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private List<String> features = FEATURES;
    private final List<WebArchive> wars = new ArrayList<>();
    private final List<String> jvmOptions =
            new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    private final Map<String, String> env = new TreeMap<>();
    private String xml = "";
    private int port;

    LibertyServerBuilder(String name) {
        this.name = name;
    }

    /** Sets the server's features in place of the default ones. */
    public LibertyServerBuilder features(String... names) {
        features = List.of(names);
        return this;
    }

    /** Adds a WAR. */
    public LibertyServerBuilder war(WebArchive war) {
        wars.add(war);
        return this;
    }

    /** Sets a system property of the server, which is a configuration property of its applications too. */
    public LibertyServerBuilder property(String property, String value) {
        return jvmOption("-D" + property + "=" + value);
    }

    /** Sets an environment variable of the server. */
    public LibertyServerBuilder env(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    /** Adds a JVM option. */
    public LibertyServerBuilder jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /** Adds elements to the {@code server.xml}. */
    public LibertyServerBuilder xml(String elements) {
        xml += elements + "\n";
        return this;
    }

    /** Sets the port, such as that of a server that has ended; without it a free one is taken. */
    public LibertyServerBuilder port(int wanted) {
        port = wanted;
        return this;
    }

    /** Starts the server and waits until it and its WARs have started. */
    public LibertyServer start() {
        Path servers = Path.of(System.getProperty("gracehub.tck.servers", "target/servers"));
        Path wlp = Path.of(System.getProperty("gracehub.tck.liberty", "target/liberty/wlp"));
        Path user = servers.resolve(name + "-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        int number = port == 0 ? Ports.free() : port;
        LibertyHome home = new LibertyHome(wlp.toAbsolutePath(), user.toAbsolutePath(), "tck", number);
        jvmOptions.add("-Dtck.trace=" + home.trace());
        home.write(features, xml, jvmOptions);
        wars.forEach(war -> deploy(home, war));
        List<String> apps = wars.stream().map(LibertyServer::app).toList();
        return new LibertyLaunch(home, command(home), apps).start();
    }

    private ProcessBuilder command(LibertyHome home) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/env"))) {
            // A background shell lets its children ignore INT, and the JVM then leaves it ignored.
            command.addAll(List.of("/usr/bin/env", "--default-signal=INT,TERM"));
        }
        command.addAll(List.of(home.script(), "run", home.name()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.console().toFile());
        builder.environment().putAll(home.env());
        builder.environment().putAll(env);
        return builder;
    }

    private static void deploy(LibertyHome home, WebArchive war) {
        try {
            home.deploy(war);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
