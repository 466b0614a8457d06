// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * One application's share in what starts drains: from its start to its stop it is among those that are drained, and it
 * may be the one that owns the triggers of the JVM. When the owner leaves, another application takes over in the same
 * moment, on the leaving one's thread.
 */
public final class Triggers implements AutoCloseable {

    private final MBeanServer server;
    private final JmxMembers members;
    private final List<Trigger> triggers;
    private final boolean signals;
    private final NotificationListener listener = (notification, handback) -> heard(notification);

    private @Nullable ObjectName member;
    private @Nullable Ownership ownership;
    private boolean left;
    private boolean declined;

    private Triggers(MBeanServer server, List<Trigger> triggers, boolean signals) {
        this.server = server;
        this.members = new JmxMembers(server);
        this.triggers = List.copyOf(triggers);
        this.signals = signals;
    }

    /**
     * Joins the applications that this JVM's triggers drain. Call it when the application has started, and
     * {@link #close()} when it stops, on every path, or its class loader leaks.
     *
     * @param signals whether SIGTERM and SIGINT drain it ({@code gracehub.shutdown.signals})
     */
    public static Triggers join(Drainable member, boolean signals) {
        return join(member, signals, ManagementFactory.getPlatformMBeanServer(), Trigger.all());
    }

    static Triggers join(Drainable member, boolean signals, MBeanServer server, List<Trigger> triggers) {
        Triggers joined = new Triggers(server, triggers, signals);
        try {
            joined.enter(member);
        } catch (JMException | RuntimeException | LinkageError refusal) {
            joined.close();
            Messages.NO_TRIGGERS.log(Reason.of(refusal));
        }
        return joined;
    }

    /** Returns the names of the triggers that drain this application, whoever owns them. */
    public List<String> active() {
        return attribute("Active").filter(name -> !declined(name)).toList();
    }

    /** Returns the triggers that do not drain this application, each with the reason: {@code SIGINT: ignored …}. */
    public List<String> inactive() {
        Stream<String> declined = triggers.stream()
                .map(Trigger::name)
                .filter(this::declined)
                .map(name -> name + ": gracehub.shutdown.signals is false");
        return Stream.concat(declined, attribute("Inactive").filter(text -> !declined(text.split(":", 2)[0])))
                .toList();
    }

    /** Leaves: gives back all that was taken, so that nothing of this application stays reachable. Idempotent. */
    @Override
    public void close() {
        Ownership owned;
        ObjectName known;
        synchronized (this) {
            left = true;
            owned = ownership;
            known = member;
            ownership = null;
            member = null;
        }
        quietly(() -> server.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener));
        if (known != null) {
            quietly(() -> server.unregisterMBean(known));
        }
        giveBack(owned);
    }

    private void giveBack(@Nullable Ownership owned) {
        if (owned != null && owned.end()) {
            quietly(() -> server.unregisterMBean(Ownership.name()));
        }
    }

    private void enter(Drainable application) throws JMException {
        // In this order no change is missed: first listen, then be known, then try to own.
        server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
        ObjectName name = members.add(application, signals);
        synchronized (this) {
            member = name;
        }
        own();
    }

    /** Takes the ownership if nobody has it. Calls nothing that could wait for another application's lock. */
    private synchronized void own() throws JMException {
        if (left || declined || ownership != null) {
            return;
        }
        Ownership candidate = new Ownership(triggers, members);
        ownership = candidate; // whoever fails from here on gives back what it has
        if (!candidate.take(server)) {
            ownership = null;
        }
    }

    /**
     * Leaves the triggers to others for good: here they do not work. On a thread of its own, as this is told while the
     * former owner's MBean is on its way out, and a name cannot be unregistered within its own unregistration.
     */
    private void decline() {
        Ownership owned;
        synchronized (this) {
            declined = true;
            owned = ownership;
            ownership = null;
        }
        Thread thread = new Thread(() -> giveBack(owned), "gracehub gives its triggers back");
        thread.setDaemon(true);
        thread.start();
    }

    private void heard(Notification notification) {
        if (!(notification instanceof MBeanServerNotification change)) {
            return;
        }
        ObjectName name = change.getMBeanName();
        try {
            if (JmxMembers.isMember(name)) {
                refresh();
            } else if (Ownership.isOwner(name)
                    && MBeanServerNotification.UNREGISTRATION_NOTIFICATION.equals(change.getType())) {
                own();
            }
        } catch (JMException | RuntimeException | LinkageError refusal) {
            decline();
            Messages.NO_TRIGGERS.log(Reason.of(refusal));
        }
    }

    private synchronized void refresh() {
        if (ownership != null) {
            ownership.refresh();
        }
    }

    private boolean declined(String trigger) {
        return !signals
                && triggers.stream()
                        .anyMatch(each -> each.signal() && each.name().equals(trigger));
    }

    private Stream<String> attribute(String name) {
        try {
            return server.getAttribute(Ownership.name(), name) instanceof String[] values
                    ? Stream.of(values)
                    : Stream.empty();
        } catch (JMException | RuntimeException unowned) {
            return Stream.empty();
        }
    }

    private interface Step {
        void run() throws JMException;
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (InstanceNotFoundException | ListenerNotFoundException gone) {
            // What is to be given back is given back already.
        } catch (JMException | RuntimeException refusal) {
            Messages.NOT_GIVEN_BACK.log("An MBean", Reason.of(refusal));
        }
    }
}
