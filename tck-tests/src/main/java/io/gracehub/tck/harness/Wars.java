// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import io.gracehub.tck.server.ServerHome;
import jakarta.enterprise.inject.spi.Extension;
import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Builds WARs of tests: classes, configuration, and the library unless told otherwise. */
public final class Wars {

    private static final String LIBRARY = "gracehub.tck.library";

    private final WebArchive war;
    private final Map<String, String> config = new TreeMap<>();

    private Wars(String name) {
        war = ShrinkWrap.create(WebArchive.class, name + ".war");
    }

    /** Begins a WAR with the library, at the context root {@code /<name>}. */
    public static Wars named(String name) {
        File library = new File(System.getProperty(LIBRARY, "target/lib/gracehub.jar"));
        if (!library.isFile()) {
            throw new IllegalStateException(
                    LIBRARY + " is " + library.getAbsolutePath() + ", which is no file; run through Maven's verify");
        }
        Wars wars = new Wars(name);
        wars.war.addAsLibrary(library);
        return wars;
    }

    /** Begins a WAR without the library, at the context root {@code /<name>}. */
    public static Wars plain(String name) {
        return new Wars(name);
    }

    /** Adds classes with their nested classes. */
    public Wars classes(Class<?>... classes) {
        war.addClasses(classes);
        return this;
    }

    /** Adds all classes of a class's package. */
    public Wars packageOf(Class<?> type) {
        war.addPackage(type.getPackage());
        return this;
    }

    /** Adds a property to the WAR's {@code META-INF/microprofile-config.properties}. */
    public Wars config(String property, String value) {
        config.put(property, value);
        return this;
    }

    /** Adds a file under {@code WEB-INF}. */
    public Wars webInf(String name, String content) {
        war.addAsWebInfResource(new StringAsset(content), name);
        return this;
    }

    /** Adds a library that has nothing but a CDI extension. */
    public Wars extension(Class<? extends Extension> type) {
        war.addAsLibrary(ShrinkWrap.create(JavaArchive.class, type.getSimpleName() + ".jar")
                .addClass(type)
                .addAsServiceProvider(Extension.class, type));
        return this;
    }

    /**
     * Leaves out what WARs bring to a servlet container: libraries by the beginnings of their names, {@code beans.xml}.
     * Says nothing to servers that have all of it.
     */
    public Wars without(String... what) {
        war.addAsResource(new StringAsset(String.join("\n", what)), ServerHome.WITHOUT);
        return this;
    }

    /** Returns the WAR. */
    public WebArchive build() {
        String lines = config.entrySet().stream()
                .map(entry -> entry.getKey().replace(" ", "\\ ") + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        war.addAsResource(new StringAsset(lines), "META-INF/microprofile-config.properties");
        return war;
    }
}
