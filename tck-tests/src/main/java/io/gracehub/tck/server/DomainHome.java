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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A domain of GlassFish or Payara, a copy of the one that comes with the server. Its JVM is started with the command that
 * {@code asadmin} would use: {@code asadmin} itself would stay between the JVM and signals.
 */
final class DomainHome implements ServerHome {

    private static final long DRY_RUN_SECONDS = 120;
    private static final String DOMAIN = "domain1";

    /** Of the server itself; what follows is a template for further ones. */
    private static final String END_OF_CONFIGURATION = "name=\"default-config\"";

    /** The name of a file that says that an archive has been deployed. */
    private static final Pattern DEPLOYED = Pattern.compile("(.*)\\.[we]ar_deployed");

    private static final Pattern PORT =
            Pattern.compile("(port=\"|_PORT\" value=\"|telnet\\.port=|das-port=\")(\\d{4,5})");

    private final Path installation;
    private final Path domains;
    private final Path domain;
    private final Path configuration;
    private final Path autodeploy;
    private final Set<String> kept = new HashSet<>();
    private final int port;
    private final UnaryOperator<String> readiness;

    static DomainHome ofGlassFish(Layout layout) throws IOException {
        return new DomainHome(layout, app -> "/" + app + "/gracehub/ready");
    }

    static DomainHome ofPayara(Layout layout) throws IOException {
        return new DomainHome(layout, app -> "/health/ready");
    }

    /**
     * Writes its files.
     *
     * @param readiness the path of the readiness probe, of the name of an application
     */
    private DomainHome(Layout layout, UnaryOperator<String> readiness) throws IOException {
        this.readiness = readiness;
        installation = layout.installation();
        domains = layout.directory();
        domain = domains.resolve(DOMAIN);
        port = layout.port();
        copy(installation.resolve("glassfish/domains").resolve(DOMAIN), domain);
        autodeploy = Files.createDirectories(domain.resolve("autodeploy"));
        configuration = domain.resolve("config/domain.xml");
        String xml = Files.readString(configuration);
        int end = xml.indexOf(END_OF_CONFIGURATION);
        String server = PORT.matcher(xml.substring(0, end))
                .replaceAll(found -> found.group(1)
                        + (found.group(2).equals("8080")
                                ? port
                                : layout.freePort().getAsInt()))
                .replace("0.0.0.0", "127.0.0.1")
                .replace(
                        "<hazelcast-config-specific-configuration",
                        "<hazelcast-config-specific-configuration enabled=\"false\"")
                .replaceFirst(
                        "(<admin-service [^>]*>)", "$1\n<das-config autodeploy-polling-interval-in-seconds=\"1\"/>");
        Files.writeString(configuration, server + xml.substring(end));
        add(layout.jvmOptions());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void add(List<String> options) throws IOException {
        String elements = options.stream()
                .map(option -> option.replace("&", "&amp;").replace("<", "&lt;"))
                .map(option -> "<jvm-options>" + option + "</jvm-options>\n")
                .collect(Collectors.joining());
        String xml = Files.readString(configuration);
        int end = xml.indexOf("</java-config>");
        Files.writeString(configuration, xml.substring(0, end) + elements + xml.substring(end));
    }

    @Override
    public List<String> startCommand() throws IOException {
        try (Stream<Path> files = Files.list(autodeploy)) {
            files.map(file -> file.getFileName().toString())
                    .map(DEPLOYED::matcher)
                    .filter(Matcher::matches)
                    .forEach(name -> kept.add(name.group(1)));
        }
        String output = dryRun();
        List<String> command = output.lines()
                .dropWhile(line -> !line.endsWith("/bin/java"))
                .takeWhile(line -> !line.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
        if (command.isEmpty()) {
            throw new IOException("no command in " + output);
        }
        return command;
    }

    /** It asks for a password where its input is a pipe. */
    private String dryRun() throws IOException {
        Path output = domain.resolve("dry-run.txt");
        ProcessBuilder builder = new ProcessBuilder(asadmin("start-domain", List.of("--dry-run")))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.onExit()
                .completeOnTimeout(process, DRY_RUN_SECONDS, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            return Files.readString(output);
        }
        process.destroyForcibly();
        throw new IOException("asadmin start-domain --dry-run did not end within " + DRY_RUN_SECONDS + " s: "
                + Files.readString(output));
    }

    @Override
    public List<String> stopCommand(List<String> options) {
        return asadmin("stop-domain", options);
    }

    private List<String> asadmin(String word, List<String> options) {
        List<String> command = new ArrayList<>(
                List.of(installation.resolve("bin/asadmin").toString(), word, "--domaindir", domains.toString()));
        command.addAll(options);
        command.add(DOMAIN);
        return command;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void properties(Map<String, String> stronger) throws IOException {
        add(stronger.entrySet().stream()
                .map(entry -> "-D" + entry.getKey() + "=" + entry.getValue())
                .toList());
    }

    @Override
    public void deploy(WebArchive war) throws IOException {
        put(war);
    }

    @Override
    public void deploy(EnterpriseArchive ear) throws IOException {
        put(ear);
    }

    private void put(Archive<?> archive) throws IOException {
        kept.remove(ServerHome.app(archive));
        Path written = domains.resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(written.toFile(), true);
        Files.move(written, autodeploy.resolve(archive.getName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The server runs an unpacked copy. */
    @Override
    public void undeploy(String app) throws IOException {
        Path war = autodeploy.resolve(app + ".war");
        Files.delete(Files.exists(war) ? war : autodeploy.resolve(app + ".ear"));
    }

    /** Its output, which has the same: GlassFish sometimes starts without writing to its log file. */
    @Override
    public Path log() {
        return Layout.console(domains);
    }

    @Override
    public Pattern ready() {
        return Pattern.compile("startup time ?:");
    }

    /** A domain that is started again still has its applications, and says less of them. */
    @Override
    public Pattern started(String app) {
        return Pattern.compile(
                kept.contains(app)
                        ? "Loading application \\[" + app + "\\] at "
                        : "Successfully autodeployed : \\S*/" + app + "\\.[we]ar");
    }

    @Override
    public Pattern failed(String app) {
        return Pattern.compile("\\[AutoDeploy\\] Autodeploy failed : \\S*/" + app + "\\.[we]ar");
    }

    @Override
    public Pattern stopped(String app) {
        return Pattern.compile("Successfully autoundeployed : \\S*/" + app + "\\.[we]ar");
    }

    @Override
    public URI readiness(String app) {
        return URI.create("http://127.0.0.1:" + port + readiness.apply(app));
    }
}
