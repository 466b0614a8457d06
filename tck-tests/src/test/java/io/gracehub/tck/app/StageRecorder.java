// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.StageChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Traces the transitions. */
@ApplicationScoped
public class StageRecorder {

    void changed(@Observes StageChanged event) {
        Trace.write("stage " + event.from() + ">" + event.to());
        Trace.write("connections " + event.status().connections());
    }
}
