// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kind of application server. The system property {@code gracehub.tck.server} says which one the tests run on. */
public enum ServerKind {
    OPENLIBERTY("Open Liberty", 1006, "--force") {
        @Override
        public ServerHome home(Layout layout) throws IOException {
            return new OpenLibertyHome(layout);
        }
    },
    WILDFLY("WildFly", 1001, "--suspend-timeout=20") {
        @Override
        public ServerHome home(Layout layout) throws IOException {
            return new WildFlyHome(layout);
        }
    },
    GLASSFISH("GlassFish", 1006, "") {
        @Override
        public ServerHome home(Layout layout) throws IOException {
            return new DomainHome(layout, app -> "/" + app + "/gracehub/ready");
        }
    },
    PAYARA("Payara", 1006, "") {
        @Override
        public ServerHome home(Layout layout) throws IOException {
            return new DomainHome(layout, app -> "/health/ready");
        }
    },
    TOMCAT("Tomcat", 1001, "") {
        @Override
        public ServerHome home(Layout layout) throws IOException {
            return new TomcatHome(layout);
        }
    },
    /** For the tests of signals and stages only: no more can be done with it while it runs. */
    PAYARA_MICRO("Payara Micro", 1006, "") {
        @Override
        public ServerHome home(Layout layout) {
            return new PayaraMicroHome(layout);
        }
    },
    /** For the tests of signals and stages. */
    JETTY("Jetty", 1006, "") {
        @Override
        public ServerHome home(Layout layout) throws IOException {
            return new JettyHome(layout);
        }
    },
    /** For the tests of signals and stages only, as Payara Micro. */
    TOMEE("TomEE", 1001, "") {
        @Override
        public ServerHome home(Layout layout) {
            return new TomEeHome(layout);
        }
    },
    /** A server that the TCK does not know: whatever {@link ServerProduct} is provided. */
    CUSTOM("custom", 1006, "") {
        @Override
        public ServerHome home(Layout layout) throws IOException {
            return product().home(layout);
        }

        @Override
        public String title() {
            return product().title();
        }

        @Override
        public int ownEnd() {
            return product().ownEnd();
        }

        @Override
        public boolean tellsOfStop() {
            return product().tellsOfStop();
        }

        @Override
        public List<String> stopOptions() {
            return product().stopOptions();
        }
    };

    private static final String PRESENT = "gracehub.tck.server";
    private static final String JAKARTA = "gracehub.tck.jakarta";
    private static final String OTHER = "gracehub.tck.other-server";

    private final String title;
    private final int ownEnd;
    private final String stopOption;

    ServerKind(String title, int ownEnd, String stopOption) {
        this.title = title;
        this.ownEnd = ownEnd;
        this.stopOption = stopOption;
    }

    /** Writes the files of a server. */
    public abstract ServerHome home(Layout layout) throws IOException;

    /** Returns its name, as its makers write it. */
    public String title() {
        return title;
    }

    /** Returns the close code that clients see when the server ends without the library; 1006 without a Close frame. */
    public int ownEnd() {
        return ownEnd;
    }

    /**
     * Whether its stop command is a trigger of its own, told before the server lets nobody in any more; else the stop of
     * the application is the first that is told.
     */
    public boolean tellsOfStop() {
        return true;
    }

    /** Returns the options that its stop command may have, none among them. */
    public List<String> stopOptions() {
        return Stream.of("", stopOption).distinct().toList();
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

    private static ServerProduct product() {
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
