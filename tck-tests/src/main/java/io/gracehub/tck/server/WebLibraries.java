// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What WARs bring to a servlet container, as users' WARs do: Weld, MicroProfile Config, Jakarta JSON. */
final class WebLibraries {

    /** Where Maven has copied them. */
    private static final String DIRECTORY = "gracehub.tck.web-libraries";

    private WebLibraries() {}

    /** Returns a copy of a WAR that has them, and is looked into for beans. */
    static WebArchive with(WebArchive war) throws IOException {
        return with(war, file -> true);
    }

    /** The same for a server that has CDI itself. */
    static WebArchive withoutWeld(WebArchive war) throws IOException {
        return with(war, file -> !file.getFileName().toString().startsWith("weld"));
    }

    private static WebArchive with(WebArchive war, Predicate<Path> which) throws IOException {
        WebArchive complete =
                ShrinkWrap.create(WebArchive.class, war.getName()).merge(war).addAsLibraries(files(which));
        if (!complete.contains("/WEB-INF/beans.xml")) {
            complete.addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        }
        return complete;
    }

    private static File[] files(Predicate<Path> which) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty(DIRECTORY, "target/web-libraries")))) {
            return files.filter(which).map(Path::toFile).toArray(File[]::new);
        }
    }
}
