// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import io.gracehub.jmx.PlainMBean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The applications of this JVM as MBeans: {@code io.gracehub:type=Member,name="<server name>"}. */
final class JmxMembers implements Members {

    static final String DOMAIN = "io.gracehub";
    private static final String TYPE = "Member";

    private final MBeanServer server;

    JmxMembers(MBeanServer server) {
        this.server = server;
    }

    /**
     * Makes an application known under its server's name; where several have the same, under {@code name#2} and so on.
     *
     * @param signals whether signals drain it
     * @return the name to {@linkplain MBeanServer#unregisterMBean unregister}
     */
    ObjectName add(Drainable member, boolean signals) throws JMException {
        AtomicBoolean signalled = new AtomicBoolean();
        PlainMBean bean = new PlainMBean(
                "An application of this JVM whose WebSocket connections can be drained",
                Map.of(
                        "ServerName",
                        member::serverName,
                        "Draining",
                        member::draining,
                        "DrainedBySignal",
                        () -> signalled.get() && member.draining(),
                        "Signals",
                        () -> signals),
                Map.of(
                        "drain",
                        trigger -> {
                            if (SignalTrigger.isName(trigger)) {
                                signalled.set(true);
                            }
                            member.drain(trigger);
                        },
                        "skip",
                        member::skip));
        return bean.register(server, member.serverName(), value -> nameOf(ObjectName.quote(value)));
    }

    static boolean isMember(ObjectName name) {
        return DOMAIN.equals(name.getDomain()) && TYPE.equals(name.getKeyProperty("type"));
    }

    @Override
    public CompletableFuture<Void> drain(String trigger, boolean bySignal) {
        List<CompletableFuture<Void>> drains = new ArrayList<>();
        for (ObjectName member : members()) {
            if (!bySignal || wantsSignals(member)) {
                CompletableFuture<Void> drained = new CompletableFuture<>();
                drains.add(drained);
                begin(member, "drain", trigger, () -> drained.complete(null));
            }
        }
        return CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new));
    }

    @Override
    public void skip(String trigger) {
        for (ObjectName member : members()) {
            if (wantsSignals(member)) {
                begin(member, "skip", trigger, () -> {});
            }
        }
    }

    @Override
    public boolean wantSignals() {
        return members().stream().anyMatch(this::wantsSignals);
    }

    @Override
    public boolean drainedBySignal() {
        return members().stream().anyMatch(member -> isTrue(member, "DrainedBySignal"));
    }

    private Collection<ObjectName> members() {
        try {
            return server.queryNames(nameOf("*"), null);
        } catch (JMException | RuntimeException refused) { // the signal or the stop that asks must go on
            return Set.of();
        }
    }

    private boolean wantsSignals(ObjectName member) {
        return isTrue(member, "Signals");
    }

    private boolean isTrue(ObjectName member, String attribute) {
        try {
            return Boolean.TRUE.equals(server.getAttribute(member, attribute));
        } catch (JMException | RuntimeException left) {
            return false;
        }
    }

    /** On a thread of its own, so that one that hangs or fails holds up no other. */
    private void begin(ObjectName member, String operation, String trigger, Runnable ended) {
        Runnable call = () -> {
            try {
                invoke(member, operation, trigger);
            } finally {
                ended.run();
            }
        };
        // Inherits neither thread locals nor a context class loader: it may outlive the application that began it.
        Thread thread = new Thread(null, call, "gracehub " + operation + ' ' + member.getKeyProperty("name"), 0, false);
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

    private void invoke(ObjectName member, String operation, String trigger) {
        try {
            server.invoke(member, operation, new Object[] {trigger}, new String[] {String.class.getName()});
        } catch (InstanceNotFoundException left) {
            // It was undeployed, and drained by that.
        } catch (JMException | RuntimeException | LinkageError failure) {
            Messages.MEMBER_FAILED.log(operation, trigger, member.getKeyProperty("name"), Reason.of(failure));
        }
    }

    private static ObjectName nameOf(String value) throws JMException {
        return new ObjectName(DOMAIN + ":type=" + TYPE + ",name=" + value);
    }
}
