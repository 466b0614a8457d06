// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trigger that a test pulls, and that counts whether it is installed once at most. */
final class FakeTrigger implements Trigger {

    private final String name;
    private final boolean signal;
    private final @Nullable String refusal;
    private volatile @Nullable StopSequence sequence;

    FakeTrigger(String name, boolean signal, @Nullable String refusal) {
        this.name = name;
        this.signal = signal;
        this.refusal = refusal;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean signal() {
        return signal;
    }

    @Override
    public Optional<String> install(StopSequence tells) {
        if (sequence != null) {
            throw new AssertionError(name + " is installed twice");
        }
        if (refusal == null) {
            sequence = tells;
        }
        return Optional.ofNullable(refusal);
    }

    @Override
    public void uninstall() {
        if (sequence == null) {
            throw new AssertionError(name + " is not installed");
        }
        sequence = null;
    }

    boolean installed() {
        return sequence != null;
    }

    void pull() {
        StopSequence told = sequence;
        if (told == null) {
            throw new AssertionError(name + " is not installed");
        }
        if (signal) {
            told.signalled(name, () -> {});
        } else {
            told.serverStops(name);
        }
    }
}
