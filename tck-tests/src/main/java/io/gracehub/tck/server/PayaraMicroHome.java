// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A process of Payara Micro. */
final class PayaraMicroHome extends LauncherHome {

    private final Path jar;
    private final Path root;
    private final int port;

    PayaraMicroHome(Layout layout) {
        super(layout);
        jar = layout.installation().resolve("payara-micro.jar");
        root = layout.directory().resolve("root");
        port = layout.port();
    }

    @Override
    List<String> launch(List<Path> archives) {
        List<String> words = new ArrayList<>(List.of(
                "-jar", jar.toString(), "--nocluster", "--port", Integer.toString(port), "--rootdir", root.toString()));
        archives.forEach(archive -> words.addAll(List.of("--deploy", archive.toString())));
        return words;
    }

    @Override
    public Pattern ready() {
        return Pattern.compile("Payara Micro .* ready in");
    }

    @Override
    public Pattern started(String app) {
        return Pattern.compile("Loading application \\[" + app + "\\] at ");
    }

    @Override
    public Pattern failed(String app) {
        return Pattern.compile("Failed to deploy .*" + app);
    }

    @Override
    public URI readiness(String app) {
        return URI.create("http://127.0.0.1:" + port + "/health/ready");
    }
}
