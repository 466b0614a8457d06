// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.StageChanged;

/** Told of each transition. */
public interface StageListener {

    void changed(StageChanged event);
}
