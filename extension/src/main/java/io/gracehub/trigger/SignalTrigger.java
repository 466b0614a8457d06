// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A signal to this process, if the JVM lets us handle it and the process does not ignore it. */
final class SignalTrigger implements Trigger {

    private static final String PREFIX = "SIG";

    private final String signal;
    private @Nullable HeldSignal held;

    /** @param signal without SIG, such as {@code TERM} */
    SignalTrigger(String signal) {
        this.signal = signal;
    }

    /** Returns whether a trigger of this name is a signal. */
    static boolean isName(String trigger) {
        return trigger.startsWith(PREFIX);
    }

    @Override
    public String name() {
        return PREFIX + signal;
    }

    @Override
    public boolean signal() {
        return true;
    }

    @Override
    public synchronized Optional<String> install(StopSequence sequence) {
        try {
            HeldSignal holding = new HeldSignal(name(), new ProcessSignal(signal), sequence);
            if (!holding.hold()) {
                return Optional.of("this process ignores it, like one in the background of a shell");
            }
            held = holding;
            return Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError refusal) {
            return Optional.of(Reason.of(refusal)); // such as "already used by VM or OS" under -Xrs
        }
    }

    @Override
    public synchronized void uninstall() {
        HeldSignal given = held;
        held = null;
        if (given == null) {
            return;
        }
        try {
            given.release();
        } catch (ReflectiveOperationException | RuntimeException refusal) {
            Messages.NOT_GIVEN_BACK.log(name(), Reason.of(refusal));
        }
    }
}
