// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import io.gracehub.jmx.PlainMBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The triggers of this JVM in the hands of one application. Whoever registers {@code io.gracehub:type=Triggers} owns
 * them; that is atomic. The MBean tells the other applications which triggers are active.
 */
final class Ownership {

    private final List<Trigger> triggers;
    private final Members members;
    private final StopSequence sequence;
    private final Map<Trigger, Optional<String>> installed = new HashMap<>();
    private boolean registered;
    private boolean ended;

    Ownership(List<Trigger> triggers, Members members) {
        this.triggers = List.copyOf(triggers);
        this.members = members;
        this.sequence = new StopSequence(members);
    }

    static boolean isOwner(ObjectName name) {
        return JmxMembers.DOMAIN.equals(name.getDomain()) && "Triggers".equals(name.getKeyProperty("type"));
    }

    static ObjectName name() throws JMException {
        return new ObjectName(JmxMembers.DOMAIN, "type", "Triggers");
    }

    /**
     * Takes the ownership unless another application has it. Under this lock until the triggers are installed, so that
     * nobody reads which ones are active before that is known.
     */
    synchronized boolean take(MBeanServer server) throws JMException {
        PlainMBean bean = new PlainMBean(
                "What starts the drains of this JVM's applications",
                Map.of(
                        "Active",
                        () -> active().toArray(String[]::new),
                        "Inactive",
                        () -> inactive().toArray(String[]::new)),
                Map.of());
        try {
            server.registerMBean(bean, name());
        } catch (InstanceAlreadyExistsException owned) {
            return false;
        }
        registered = true;
        refresh();
        return true;
    }

    /** An application came or left: the process's signals are left alone unless one of them wants them. */
    synchronized void refresh() {
        if (ended) {
            return;
        }
        boolean signals = members.wantSignals();
        for (Trigger trigger : triggers) {
            if (signals || !trigger.signal()) {
                installed.computeIfAbsent(trigger, wanted -> wanted.install(sequence));
            } else {
                uninstall(trigger);
            }
        }
    }

    /**
     * Gives all triggers back. The MBean is left to the caller, if this returns true: its end calls other applications,
     * without this lock.
     */
    synchronized boolean end() {
        ended = true;
        triggers.forEach(this::uninstall);
        return registered;
    }

    private void uninstall(Trigger trigger) {
        Optional<String> refusal = installed.remove(trigger);
        if (refusal != null && refusal.isEmpty()) {
            trigger.uninstall();
        }
    }

    private synchronized List<String> active() {
        return triggers.stream()
                .filter(each -> refusal(each).isEmpty() && installed.containsKey(each))
                .map(Trigger::name)
                .toList();
    }

    private synchronized List<String> inactive() {
        return triggers.stream()
                .flatMap(each -> refusal(each).map(why -> each.name() + ": " + why).stream())
                .toList();
    }

    private Optional<String> refusal(Trigger trigger) {
        return installed.getOrDefault(trigger, Optional.empty());
    }
}
