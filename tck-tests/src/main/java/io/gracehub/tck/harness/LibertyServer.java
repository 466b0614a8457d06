// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** One Open Liberty process with a user directory of its own. It is killed when it is closed. */
public final class LibertyServer implements AutoCloseable {

    private final LibertyLaunch launch;
    private final LibertyHome home;
    private final ChildProcess process;
    private final Http http;

    LibertyServer(LibertyLaunch launch, Process process) {
        this.launch = launch;
        this.home = launch.home();
        this.process = new ChildProcess("the server", process, this::tail);
        this.http = new Http(home.port());
    }

    /** Begins a server; the name is for its directory under {@code target/}. */
    public static LibertyServerBuilder named(String name) {
        return new LibertyServerBuilder(name);
    }

    /** Returns the address of a WebSocket path, such as {@code /chat/room}. */
    public URI ws(String path) {
        return URI.create("ws://127.0.0.1:" + home.port() + path);
    }

    /** Returns the port that it listens on. */
    public int port() {
        return home.port();
    }

    /** Returns the address of a page or a file. */
    public URI page(String path) {
        return http(path);
    }

    /** Returns the process id of the server's JVM. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the process runs. */
    public boolean alive() {
        return process.alive();
    }

    /** Returns where the server is reached: {@code http://host:port}. */
    public String origin() {
        return "http://127.0.0.1:" + home.port();
    }

    /** Starts the server once more, on its port and with what it has, when its process has ended. */
    public LibertyServer again() {
        if (process.alive()) {
            throw new IllegalStateException("the server still runs");
        }
        process.close();
        return launch.start();
    }

    /** Sets system properties for {@link #again()}, beside those of the first start and stronger than they. */
    public void properties(Map<String, String> properties) {
        home.properties(properties);
    }

    /** Sends a signal to the process: {@code TERM}, {@code INT}, {@code KILL}. */
    public void signal(String name) {
        process.signal(name);
    }

    /** Runs {@code server stop} with further options; the answer completes when the command has ended. */
    public CompletableFuture<CommandResult> stopCommand(String... options) {
        List<String> command = new ArrayList<>(List.of(home.script(), "stop", home.name()));
        command.addAll(List.of(options));
        return CompletableFuture.supplyAsync(() -> Commands.run(Bound.seconds(120), home.env(), command));
    }

    /** Waits for the end of the process and returns its exit code. */
    public int exitCode(Duration bound) {
        return process.exitCode(bound);
    }

    /** Returns all of {@code messages.log}. */
    public String logs() {
        return Commands.text(home.messages());
    }

    /** Returns all that the process wrote to its standard output and error. */
    public String console() {
        return Commands.text(home.console());
    }

    /** Returns what the WARs traced, in order. */
    public List<TraceLine> trace() {
        return Commands.text(home.trace())
                .lines()
                .filter(line -> !line.isEmpty())
                .map(TraceLine::parse)
                .toList();
    }

    /** Returns the texts of {@link #trace()}. */
    public List<String> traceTexts() {
        return trace().stream().map(TraceLine::text).toList();
    }

    /** Waits until a WAR has traced a text. */
    public TraceLine awaitTrace(String text, Duration bound) {
        Bound.await(
                bound,
                () -> "no trace '" + text + "' in " + traceTexts() + "\n" + tail(),
                () -> traceTexts().contains(text));
        return trace().stream()
                .filter(line -> line.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    /** Returns a place in {@code messages.log}: its end now. */
    public int mark() {
        return logs().length();
    }

    /** Waits until {@code messages.log} has, after a place, a match of a regular expression; returns the text from there. */
    public String awaitLog(int mark, String regex, Duration bound) {
        Pattern pattern = Pattern.compile(regex);
        Bound.await(
                bound,
                () -> "no match of '" + regex + "'\n" + tail(),
                () -> pattern.matcher(logs().substring(mark)).find());
        return logs().substring(mark);
    }

    /** Puts a WAR into the server, in place of a former one of that name, without waiting for its start. */
    public void deploy(WebArchive war) {
        try {
            home.deploy(war);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a WAR into the server and waits until it has started. */
    public void deployAndAwait(WebArchive war) {
        int mark = mark();
        deploy(war);
        awaitStarted(mark, app(war));
    }

    /** Takes a WAR out of the server, without waiting for its stop. */
    public void undeploy(String app) {
        try {
            home.undeploy(app);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until an application has stopped, as the log after a place says. */
    public void awaitStopped(int mark, String app, Duration bound) {
        awaitLog(mark, "CWWKZ0009I: The application " + app + " has stopped", bound);
    }

    /** Takes a WAR out, waits until it has stopped, and puts another in its place. */
    public void redeploy(WebArchive war) {
        int mark = mark();
        undeploy(app(war));
        awaitStopped(mark, app(war), Bound.seconds(60));
        deployAndAwait(war);
    }

    /** Asks the readiness probe. */
    public Readiness readiness() {
        return http.health("/health/ready");
    }

    /** Sends a GET. */
    public Answer get(String path) {
        return http.get(path);
    }

    /** Sends a POST without a body. */
    public Answer post(String path) {
        return http.post(path);
    }

    /** Returns the classes that have live objects: {@code jcmd GC.class_histogram}, which collects garbage first. */
    public List<String> liveClasses() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        CommandResult result = Commands.run(
                Bound.seconds(60), home.env(), List.of(jcmd, Long.toString(process.pid()), "GC.class_histogram"));
        return result.output()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d+:\\s+\\d.*"))
                .map(line -> line.split("\\s+", -1)[3])
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }

    void awaitStarted(int mark, String app) {
        String log = awaitLog(
                mark,
                "CWWKZ000[13]I: Application " + app + " |CWWKZ00(02|03|04|12|13)E.*\\b" + app + "\\b",
                Bound.SERVER_START);
        if (!Pattern.compile("CWWKZ000[13]I: Application " + app + " ")
                .matcher(log)
                .find()) {
            throw new AssertionError("application " + app + " did not start\n" + tail());
        }
    }

    void awaitReady() {
        Bound.await(Bound.SERVER_START, () -> "the server has not started\n" + tail(), () -> {
            if (!process.alive()) {
                throw new AssertionError("the server has ended with " + process.exitValue() + "\n" + tail());
            }
            return logs().contains("CWWKF0011I");
        });
    }

    static String app(WebArchive war) {
        return war.getName().substring(0, war.getName().lastIndexOf('.'));
    }

    /** Returns the address of a path. */
    public URI http(String path) {
        return http.uri(path);
    }

    private String tail() {
        String log = logs() + "\n--- console ---\n" + console();
        return log.substring(Math.max(0, log.length() - 6000));
    }
}
