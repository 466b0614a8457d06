// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.OfHub;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;

/** A hook of the chat in another bean, and an observer that is no hook. */
@ApplicationScoped
public class ChatAide {

    void aid(@Observes @Priority(20) @OfHub(ChatHub.class) Shutdown event) {
        Trace.write("hook aid begins");
        Trace.write("hook aid ends");
    }

    void bystander(@Observes Shutdown event) {
        Trace.write("container shutdown");
    }
}
