// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A process of TomEE Embedded. */
final class TomEeHome extends LauncherHome {

    /** An application that comes after all others: they have started when it is deployed. */
    private static final String LAST = "last";

    private final Path jars;
    private final Path root;
    private final Path last;
    private final int port;

    TomEeHome(Layout layout) {
        super(layout);
        jars = layout.installation();
        root = layout.directory().resolve("tomee");
        port = layout.port();
        last = layout.directory().resolve(LAST + ".war");
        ShrinkWrap.create(WebArchive.class)
                .addAsWebResource(EmptyAsset.INSTANCE, "empty.txt")
                .as(ZipExporter.class)
                .exportTo(last.toFile());
    }

    /** TomEE has CDI, and nothing of MicroProfile here. */
    @Override
    public void deploy(WebArchive war) throws IOException {
        super.deploy(WebLibraries.withoutWeld(war));
    }

    @Override
    List<String> launch(List<Path> archives) {
        List<String> words = new ArrayList<>(List.of(
                "-classpath",
                jars.resolve("*").toString(),
                "org.apache.tomee.embedded.Main",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--directory",
                root.toString()));
        Stream.concat(archives.stream(), Stream.of(last))
                .forEach(archive -> words.addAll(List.of("--path", archive.toString(), "--context", name(archive))));
        return words;
    }

    private static String name(Path archive) {
        String file = archive.getFileName().toString();
        return file.substring(0, file.lastIndexOf('.'));
    }

    @Override
    public Pattern ready() {
        return Pattern.compile("Starting ProtocolHandler");
    }

    @Override
    public Pattern started(String app) {
        return Pattern.compile("(?s)" + deployed(app) + ".*" + deployed(LAST));
    }

    private static String deployed(String app) {
        return "Deployed Application\\(path=\\S*/" + app + "\\)";
    }

    @Override
    public Pattern failed(String app) {
        return Pattern.compile("Context \\[/" + app + "\\] startup failed|Error deploying .*" + app);
    }

    @Override
    public URI readiness(String app) {
        return URI.create("http://127.0.0.1:" + port + "/" + app + "/gracehub/ready");
    }
}
