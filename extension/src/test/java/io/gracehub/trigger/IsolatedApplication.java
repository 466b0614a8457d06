// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An application with a copy of the library of its own, as in a WAR: {@link TwoApplicationsTest} loads this class again
 * by a loader of its own, and talks to it over types of the JDK.
 */
public final class IsolatedApplication implements Function<String, Object> {

    private final FakeApplication application = FakeApplication.withNothingToDrain("isolated");
    private final FakeFramework liberty = new FakeFramework(Map.of("wlp.server.name", "defaultServer"));
    private final Triggers triggers = Triggers.join(
            application,
            true,
            ManagementFactory.getPlatformMBeanServer(),
            List.of(new SignalTrigger("URG"), new ServerStopTrigger(liberty.loader(), StopEvent.ALL)));

    @Override
    public Object apply(String question) {
        return switch (question) {
            case "heard" -> application.heard();
            case "active" -> triggers.active();
            case "close" -> {
                triggers.close();
                yield "closed";
            }
            default -> throw new IllegalArgumentException(question);
        };
    }
}
