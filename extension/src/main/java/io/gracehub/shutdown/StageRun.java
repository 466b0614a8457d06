// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.Stage;

/** What happens in one stage of a drain. Runs on the drain's thread; returns early when the drain is interrupted. */
interface StageRun {

    Stage stage();

    void run(Drain drain);
}
