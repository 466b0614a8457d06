// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import io.gracehub.tck.server.ServerHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The process of one application server, with a directory of its own. It is killed when it is closed. */
public final class Server implements AutoCloseable {

    private final ServerLaunch launch;
    private final ServerHome home;
    private final ChildProcess process;
    private final Http http;

    Server(ServerLaunch launch, Process process) {
        this.launch = launch;
        this.home = launch.home();
        this.process = new ChildProcess("the server", process, this::tail);
        this.http = new Http(launch.port());
    }

    /** Begins a server; the name is for its directory under {@code target/}. */
    public static ServerBuilder named(String name) {
        return new ServerBuilder(name);
    }

    /** Returns the address of a WebSocket path, such as {@code /chat/room}. */
    public URI ws(String path) {
        return URI.create("ws://127.0.0.1:" + launch.port() + path);
    }

    /** Returns the port that it listens on. */
    public int port() {
        return launch.port();
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
        return "http://127.0.0.1:" + launch.port();
    }

    /** Starts the server once more, on its port and with what it has, when its process has ended. */
    public Server again() {
        if (process.alive()) {
            throw new IllegalStateException("the server still runs");
        }
        process.close();
        return launch.start();
    }

    /** Sets system properties for {@link #again()}, beside those of the first start and stronger than they. */
    public void properties(Map<String, String> properties) {
        try {
            home.properties(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal to the process: {@code TERM}, {@code INT}, {@code KILL}. */
    public void signal(String name) {
        process.signal(name);
    }

    /** Runs the server's own stop command with further options; the answer completes when the command has ended. */
    public CompletableFuture<CommandResult> stopCommand(String... options) {
        List<String> command = home.stopCommand(List.of(options));
        return CompletableFuture.supplyAsync(() -> Commands.run(Bound.seconds(120), launch.environment(), command));
    }

    /** Waits for the end of the process and returns its exit code. */
    public int exitCode(Duration bound) {
        return process.exitCode(bound);
    }

    /** Returns all that the server has logged. */
    public String logs() {
        return Commands.text(home.log());
    }

    /** Returns all that the process wrote to its standard output and error. */
    public String console() {
        return Commands.text(launch.console());
    }

    /** Returns what the WARs traced, in order; of a line that is being written, nothing yet. */
    public List<TraceLine> trace() {
        String text = Commands.text(launch.trace());
        return text.substring(0, text.lastIndexOf('\n') + 1)
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

    /** Returns a place in the log: its end now. */
    public int mark() {
        return logs().length();
    }

    /** Waits until the log has, after a place, a match of a regular expression; returns the text from there. */
    public String awaitLog(int mark, String regex, Duration bound) {
        return awaitLog(mark, Pattern.compile(regex), bound);
    }

    private String awaitLog(int mark, Pattern pattern, Duration bound) {
        Bound.await(
                bound,
                () -> "no match of '" + pattern + "'\n" + tail(),
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

    /** Puts an EAR into the server, without waiting for its start. */
    public void deploy(EnterpriseArchive ear) {
        try {
            home.deploy(ear);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the log says, after a place, that an application has started. */
    public void awaitStarted(int mark, String app) {
        Pattern started = home.started(app);
        String log = awaitLog(mark, Pattern.compile(started + "|" + home.failed(app)), Bound.SERVER_START);
        if (home.failed(app).matcher(log).find()) {
            throw new AssertionError("application " + app + " did not start\n" + tail());
        }
    }

    /** Puts a WAR into the server and waits until it has started. */
    public void deployAndAwait(WebArchive war) {
        int mark = mark();
        deploy(war);
        awaitStarted(mark, ServerHome.app(war));
    }

    /** Takes an application out of the server, without waiting for its stop. */
    public void undeploy(String app) {
        try {
            home.undeploy(app);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until an application has stopped, as the log after a place says. */
    public void awaitStopped(int mark, String app, Duration bound) {
        awaitLog(mark, home.stopped(app), bound);
    }

    /** Takes a WAR out, waits until it has stopped, and puts another in its place. */
    public void redeploy(WebArchive war) {
        int mark = mark();
        undeploy(ServerHome.app(war));
        awaitStopped(mark, ServerHome.app(war), Bound.seconds(60));
        deployAndAwait(war);
    }

    /** Asks the readiness probe. */
    public Readiness readiness() {
        return Http.health(probe());
    }

    /** Returns the address of the readiness probe. */
    public URI probe() {
        return home.readiness(launch.apps().get(0));
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
                Bound.seconds(60),
                launch.environment(),
                List.of(jcmd, Long.toString(process.pid()), "GC.class_histogram"));
        return result.output()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d+:\\s+\\d.*"))
                .map(line -> line.split("\\s+", -1)[3])
                .toList();
    }

    /** Waits until the log says, after a place, that an application could not be started; returns the text from there. */
    public String awaitFailed(int mark, String app, Duration bound) {
        return awaitLog(mark, home.failed(app), bound);
    }

    @Override
    public void close() {
        process.close();
    }

    void awaitReady() {
        awaitStart(() -> home.ready().matcher(logs()).find());
    }

    /** The same, where the log tells nothing. */
    void awaitAnswers() {
        awaitStart(this::answersReady);
    }

    private boolean answersReady() {
        try {
            return Http.exchange(HttpRequest.newBuilder(
                                            home.readiness(launch.apps().get(0)))
                                    .GET())
                            .status()
                    == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private void awaitStart(BooleanSupplier started) {
        Bound.await(Bound.SERVER_START, () -> "the server has not started\n" + tail(), () -> {
            if (!process.alive()) {
                throw new AssertionError("the server has ended with " + process.exitValue() + "\n" + tail());
            }
            return started.getAsBoolean();
        });
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
