// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.app;

import io.gracehub.StageChanged;
import io.gracehub.tck.app.Trace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;

/** Traces the transitions of one of several applications. */
@ApplicationScoped
public class Stages {

    @Inject
    ServletContext application;

    void changed(@Observes StageChanged event) {
        Trace.write("stage " + application.getContextPath() + " " + event.from() + ">" + event.to());
    }
}
