// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.sample;

import io.gracehub.StageChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Follows the shutdown: any bean can. */
@ApplicationScoped
public class StageLog {

    private static final System.Logger LOG = System.getLogger(StageLog.class.getName());

    void changed(@Observes StageChanged change) {
        LOG.log(
                System.Logger.Level.INFO,
                "The chat goes from {0} to {1}; clients connected: {2}",
                change.from(),
                change.to(),
                change.status().connections());
    }
}
