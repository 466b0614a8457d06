// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The program of {@link SignalProcessTest}: two applications, of which one has nothing to drain. It tells on its output
 * what happens to the other one, and what the triggers say.
 */
final class SignalledProcess {

    private SignalledProcess() {}

    /** @param args how long the drain takes ({@link Drain}), then the signals that start it */
    public static void main(String[] args) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say("the JVM stops")));
        List<Trigger> signals = List.of(args).subList(1, args.length).stream()
                .<Trigger>map(SignalTrigger::new)
                .toList();
        Triggers triggers = join(new Telling(Drain.valueOf(args[0])), signals);
        join(FakeApplication.withNothingToDrain("shop"), signals);
        say("active " + triggers.active());
        say("inactive " + triggers.inactive());
        // Ends with the test's process, should no signal end it.
        int end = System.in.read();
        say("end of input " + end);
    }

    private static Triggers join(Drainable application, List<Trigger> signals) {
        return Triggers.join(application, true, ManagementFactory.getPlatformMBeanServer(), signals);
    }

    private static void say(String what) {
        System.out.println(what);
    }

    enum Drain {
        AT_ONCE,
        UNTIL_SKIPPED,
        FOR_EVER
    }

    private static final class Telling implements Drainable {

        private final Drain drain;
        private final FakeApplication application = new FakeApplication("chat");

        Telling(Drain drain) {
            this.drain = drain;
            if (drain == Drain.AT_ONCE) {
                application.end();
            }
        }

        @Override
        public String serverName() {
            return application.serverName();
        }

        @Override
        public void drain(String trigger) {
            say("drain " + trigger);
            application.drain(trigger);
            say("drained");
        }

        @Override
        public void skip(String trigger) {
            say("skip " + trigger);
            if (drain == Drain.UNTIL_SKIPPED) {
                application.end();
            }
        }

        @Override
        public boolean draining() {
            return application.draining();
        }
    }
}
