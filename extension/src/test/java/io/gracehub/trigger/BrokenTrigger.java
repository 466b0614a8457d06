// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.Optional;

/** A trigger of an application whose class loader is closed. */
final class BrokenTrigger implements Trigger {

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public boolean signal() {
        return false;
    }

    @Override
    public Optional<String> install(StopSequence sequence) {
        throw new NoClassDefFoundError("the class loader is closed");
    }

    @Override
    public void uninstall() {
        throw new AssertionError("it was never installed");
    }
}
