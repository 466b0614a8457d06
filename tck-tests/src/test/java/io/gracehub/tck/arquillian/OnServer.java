// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.arquillian;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import io.gracehub.tck.hub.TextHub;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR with all hubs, on the server that Arquillian manages. */
abstract class OnServer {

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive hubs() {
        return Wars.named("hubs")
                .packageOf(TextHub.class)
                .config("gracehub.send.max-backlog", "1MiB")
                .build();
    }

    final URI uri(String path) {
        return URI.create(base.toString().replaceFirst("^http", "ws").replaceFirst("/$", "") + path);
    }

    final WebSocketClient client(String path) {
        return WebSocketClient.connect(uri(path));
    }

    /** Connects, sends one text, and waits for the text that is expected. */
    final void assertAnswer(String path, String sent, String expected) {
        try (WebSocketClient client = client(path)) {
            client.exchange(sent, expected);
        }
    }

    final List<String> journal() {
        try (InputStream body = URI.create(base.toString().replaceFirst("/$", "") + "/journal")
                .toURL()
                .openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void awaitJournal(String line) {
        awaitJournal(line, Bound.SOON);
    }

    final void awaitJournal(String line, Duration bound) {
        Bound.await(
                bound,
                () -> "no line '" + line + "' in " + journal(),
                () -> journal().contains(line));
    }
}
