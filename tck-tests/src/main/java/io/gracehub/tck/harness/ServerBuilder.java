// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import io.gracehub.tck.server.Layout;
import io.gracehub.tck.server.ServerHome;
import io.gracehub.tck.server.ServerKind;
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
public final class ServerBuilder {

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
    private ServerKind kind = ServerKind.present();
    private Path logs = Path.of("");
    private Path console = Path.of("");

    ServerBuilder(String name) {
        this.name = name;
    }

    /** Sets Open Liberty's features in place of the default ones; other servers have what they have. */
    public ServerBuilder features(String... names) {
        features = List.of(names);
        return this;
    }

    /** Adds a WAR. */
    public ServerBuilder war(WebArchive war) {
        wars.add(war);
        return this;
    }

    /** Sets a system property of the server, which is a configuration property of its applications too. */
    public ServerBuilder property(String property, String value) {
        return jvmOption("-D" + property + "=" + value);
    }

    /** Sets an environment variable of the server. */
    public ServerBuilder env(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    /** Sets environment variables of the server. */
    public ServerBuilder env(Map<String, String> variables) {
        env.putAll(variables);
        return this;
    }

    /** Sets the file of its standard output and error. */
    public ServerBuilder console(Path file) {
        console = file;
        return this;
    }

    /** Sets the directory of its log. Nothing may come there: its start is seen by its readiness. */
    public ServerBuilder logs(Path directory) {
        logs = directory;
        return this;
    }

    /** Adds a JVM option. */
    public ServerBuilder jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /** Adds elements to the {@code server.xml} of Open Liberty. */
    public ServerBuilder xml(String elements) {
        xml += elements + "\n";
        return this;
    }

    /** Sets the port, such as that of a server that has ended; without it a free one is taken. */
    public ServerBuilder port(int wanted) {
        port = wanted;
        return this;
    }

    /** Sets the kind of server, in place of that which the tests run on. */
    public ServerBuilder kind(ServerKind wanted) {
        kind = wanted;
        return this;
    }

    /** Starts the server and waits until it and its WARs have started. */
    public Server start() {
        Path servers = Path.of(System.getProperty("gracehub.tck.servers", "target/servers"));
        Path directory = servers.resolve(name + "-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet())
                .toAbsolutePath();
        int number = port == 0 ? Ports.free() : port;
        jvmOptions.add("-Dtck.trace=" + ServerLaunch.trace(directory));
        Layout layout = new Layout(
                kind.installation(), directory, number, Ports::free, jvmOptions, new Layout.Liberty(features, xml));
        List<String> apps = wars.stream().map(ServerHome::app).toList();
        return new ServerLaunch(home(layout), directory, number, env, apps, silent()).start();
    }

    private boolean silent() {
        return !logs.toString().isEmpty();
    }

    private ServerHome home(Layout layout) {
        try {
            Files.createDirectories(layout.directory());
            ServerHome home = kind.product().home(layout);
            if (silent()) {
                Files.createSymbolicLink(home.log().getParent(), logs);
            }
            if (!console.toString().isEmpty()) {
                Files.createSymbolicLink(Layout.console(layout.directory()), console);
            }
            for (WebArchive war : wars) {
                home.deploy(war);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
