// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Node;
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
        return with(war, without(war));
    }

    /** The same for a server that has CDI itself. */
    static WebArchive withoutWeld(WebArchive war) throws IOException {
        return with(war, Stream.concat(Stream.of("weld"), without(war).stream()).toList());
    }

    private static List<String> without(WebArchive war) throws IOException {
        Node list = war.get("/WEB-INF/classes/" + ServerHome.WITHOUT);
        if (list == null) {
            return List.of();
        }
        try (InputStream text = list.getAsset().openStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static WebArchive with(WebArchive war, List<String> without) throws IOException {
        WebArchive complete =
                ShrinkWrap.create(WebArchive.class, war.getName()).merge(war).addAsLibraries(files(without));
        if (!complete.contains("/WEB-INF/beans.xml") && !without.contains("beans.xml")) {
            complete.addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        }
        return complete;
    }

    private static File[] files(List<String> without) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty(DIRECTORY, "target/web-libraries")))) {
            return files.filter(file ->
                            without.stream().noneMatch(file.getFileName().toString()::startsWith))
                    .map(Path::toFile)
                    .toArray(File[]::new);
        }
    }
}
