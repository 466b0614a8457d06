// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A kind of application server. The system property {@code gracehub.tck.server} says which one the tests run on. */
public enum ServerKind {
    OPENLIBERTY(new KnownServer("Open Liberty", 1006, true, List.of("", "--force"), OpenLibertyHome::new)),
    WILDFLY(new KnownServer("WildFly", 1001, true, List.of("", "--suspend-timeout=20"), WildFlyHome::new)),
    GLASSFISH(new KnownServer("GlassFish", 1006, true, List.of(""), DomainHome::ofGlassFish)),
    PAYARA(new KnownServer("Payara", 1006, true, List.of(""), DomainHome::ofPayara)),
    TOMCAT(new KnownServer("Tomcat", 1001, true, List.of(""), TomcatHome::new)),
    /** For the tests of signals and stages only: no more can be done with it while it runs. */
    PAYARA_MICRO(new KnownServer("Payara Micro", 1006, true, List.of(""), PayaraMicroHome::new)),
    /** For the tests of signals and stages. */
    JETTY(new KnownServer("Jetty", 1006, true, List.of(""), JettyHome::new)),
    /** For the tests of signals and stages only, as Payara Micro. */
    TOMEE(new KnownServer("TomEE", 1001, true, List.of(""), TomEeHome::new)),
    /** A server that the TCK does not know: whatever {@link ServerProduct} is provided. */
    CUSTOM(null);

    private static final String PRESENT = "gracehub.tck.server";
    private static final String JAKARTA = "gracehub.tck.jakarta";
    private static final String OTHER = "gracehub.tck.other-server";

    @SuppressWarnings("ImmutableEnumChecker") // a KnownServer, or nothing
    private final @Nullable ServerProduct known;

    ServerKind(@Nullable ServerProduct known) {
        this.known = known;
    }

    /** Returns what it does in its own way. */
    public ServerProduct product() {
        return known == null ? provided() : known;
    }

    /** Returns the one that the tests run on. */
    public static ServerKind present() {
        return of(PRESENT, "openliberty");
    }

    /** Returns another kind, for what happens between two. */
    public static ServerKind other() {
        return of(OTHER, "tomcat");
    }

    /** Returns the version of Jakarta EE that servers are of, for example 11. */
    public static int jakarta() {
        return Integer.getInteger(JAKARTA, 10);
    }

    private static ServerKind of(String property, String preset) {
        String wanted = System.getProperty(property, preset);
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(property + " is '" + wanted + "'; accepted: "
                        + Arrays.stream(values()).map(ServerKind::id).collect(Collectors.joining(", "))));
    }

    /** Returns where Maven has unpacked it. */
    public Path installation() {
        return Path.of(System.getProperty("gracehub.tck.installation." + id(), "target/unpacked/" + id()))
                .toAbsolutePath();
    }

    private static ServerProduct provided() {
        return ServiceLoader.load(ServerProduct.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(PRESENT + " is 'custom', and no "
                        + ServerProduct.class.getName() + " is provided as a service"));
    }

    /** Returns the command of the JVM that the tests run on, for servers. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }

    /** Returns the word that Maven's profile and the properties use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
