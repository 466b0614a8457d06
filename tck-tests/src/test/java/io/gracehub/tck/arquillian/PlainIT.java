// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.arquillian;

import io.gracehub.tck.app.PlainEcho;
import io.gracehub.tck.app.Trace;
import io.gracehub.tck.harness.Wars;
import io.gracehub.tck.harness.WebSocketClient;
import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A plain endpoint works: what fails elsewhere is not Arquillian's doing. */
@ArquillianTest
class PlainIT {

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive plain() {
        return Wars.plain("plain").classes(PlainEcho.class, Trace.class).build();
    }

    @Test
    void message_onPlainEndpoint_isAnswered() {
        try (WebSocketClient client =
                WebSocketClient.connect(URI.create(base.toString().replace("http", "ws") + "echo"))) {
            client.exchange("hello", "echo hello");
        }
    }
}
