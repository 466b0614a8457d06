// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway;

import io.gracehub.gateway.config.BadSettingsException;
import io.gracehub.gateway.config.GatewaySettings;
import io.gracehub.gateway.config.Help;
import io.gracehub.gateway.config.SettingsReader;
import io.gracehub.gateway.drain.Signals;
import io.gracehub.gateway.transport.FrontPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.Security;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogManager;
import java.util.stream.Collectors;

/** {@code java -jar gracehub-gateway.jar}. Exit codes: 1 cannot start, 2 wrong usage, 143 and 130 after a signal. */
public final class Main {

    private static final int CANNOT_START = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /** Runs the gateway until a signal ends it. */
    public static void main(String[] arguments) throws InterruptedException {
        configureLogging();
        if (arguments.length == 0) {
            System.exit(run());
        }
        System.exit(answer(arguments[0], System.out, System.err));
    }

    /** Returns the exit code. */
    static int answer(String option, PrintStream out, PrintStream err) {
        switch (option) {
            case "--help" -> out.print(help());
            case "--version" -> out.println("gracehub-gateway " + version());
            default -> {
                err.println(Messages.USAGE.text(option));
                return WRONG_USAGE;
            }
        }
        return 0;
    }

    private static int run() throws InterruptedException {
        GatewaySettings settings;
        try {
            settings = SettingsReader.read(Path.of(""));
        } catch (BadSettingsException bad) {
            bad.problems().forEach(System.err::println);
            return CANNOT_START;
        }
        boundNameCache();
        refuseRenegotiation();
        CountDownLatch ended = new CountDownLatch(1);
        Gateway gateway;
        try {
            gateway = new Gateway(settings, ended::countDown);
        } catch (FrontPort.NotOpened | IllegalArgumentException refused) {
            System.err.println(Messages.NOT_STARTED.text(refused.getMessage()));
            return CANNOT_START;
        }
        AtomicInteger exitCode = new AtomicInteger();
        AtomicReference<String> last = new AtomicReference<>("");
        Signals.handle((name, code) -> {
            exitCode.set(code);
            last.set(name);
            gateway.end(name);
        });
        gateway.start();
        sayReady(settings, gateway);
        ended.await();
        Messages.STOPPED.log(last);
        gateway.close();
        return exitCode.get();
    }

    /** Names that stand for servers are resolved again and again: the JVM must not answer from memory for long. */
    private static void boundNameCache() {
        Security.setProperty("networkaddress.cache.ttl", "5");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }

    /** One handshake per connection: a client of TLS 1.2 could ask for one after the other, each at this side's cost. */
    private static void refuseRenegotiation() {
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private static void sayReady(GatewaySettings settings, Gateway gateway) {
        long millis = ManagementFactory.getRuntimeMXBean().getUptime();
        String servers = settings.servers().stream().map(Object::toString).collect(Collectors.joining(", "));
        String scheme = settings.tls().isPresent() ? "https://" : "http://";
        Messages.READY.log(
                version(),
                "(process " + ProcessHandle.current().pid() + ")",
                millis,
                scheme + gateway.clients().address(),
                gateway.admin().address(),
                servers);
    }

    private static String help() {
        String line = System.lineSeparator();
        return "java [-D<property>=<value> ...] -jar gracehub-gateway.jar [--help | --version]" + line + line
                + "Properties are system properties, environment variables (GRACEHUB_GATEWAY_PORT), or stand in" + line
                + "gracehub-gateway.properties in the working directory, or in the files that" + line
                + "-Dsmallrye.config.locations=<file>,... names. Durations: 30s, 500ms, 2m; sizes: 64KiB, 4MiB." + line
                + line
                + Help.properties();
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unknown version)" : version;
    }

    /** One line per message, unless the operator has an own configuration of java.util.logging. */
    private static void configureLogging() {
        if (System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null) {
            return;
        }
        try (InputStream own = Main.class.getResourceAsStream("/gracehub-gateway-logging.properties")) {
            if (own != null) {
                LogManager.getLogManager().readConfiguration(own);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
