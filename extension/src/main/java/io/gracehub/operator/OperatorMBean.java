// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.operator;

import io.gracehub.ShutdownStatus;
import io.gracehub.jmx.PlainMBean;
import io.gracehub.shutdown.Trigger;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The operator's way over JMX: {@code io.gracehub:type=GracefulShutdown,server=<name>}. */
public final class OperatorMBean implements AutoCloseable {

    private final Operator operator;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private @Nullable ObjectName name;

    private OperatorMBean(Operator operator) {
        this.operator = operator;
    }

    /** Registers it until {@link #close()}; call that on every path, or the application's class loader leaks. */
    public static OperatorMBean register(Operator operator) {
        OperatorMBean made = new OperatorMBean(operator);
        try {
            made.name = made.bean().register(made.server, operator.server(), OperatorMBean::nameOf);
        } catch (JMException | RuntimeException refusal) {
            Messages.NO_MBEAN.log(operator.server(), refusal);
        }
        return made;
    }

    /** Quoted only where it must be: people type it. */
    private static ObjectName nameOf(String value) throws JMException {
        String legal = value.matches("[^,=:\"*?]+") ? value : ObjectName.quote(value);
        return new ObjectName("io.gracehub:type=GracefulShutdown,server=" + legal);
    }

    private PlainMBean bean() {
        Map<String, Supplier<Object>> attributes = new HashMap<>();
        attributes.put("Stage", of(status -> status.stage().name()));
        attributes.put("DrainedBy", of(status -> status.trigger().orElse("")));
        attributes.put("Connections", of(ShutdownStatus::connections));
        attributes.put("Left", of(ShutdownStatus::left));
        attributes.put("Closed", of(ShutdownStatus::closed));
        attributes.put("Migrated", of(ShutdownStatus::migrated));
        attributes.put("Failed", of(ShutdownStatus::failed));
        attributes.put("Deadline", of(status -> Objects.requireNonNullElse(Operator.deadline(status), "")));
        attributes.put("Mode", operator::modes);
        attributes.put("LastReport", operator::lastReport);
        return new PlainMBean(
                "The graceful shutdown of one application's WebSocket hubs",
                attributes,
                Map.of(
                        "drain", none -> operator.shutdown().drain(Trigger.JMX),
                        "resume", none -> operator.resume()),
                false);
    }

    private Supplier<Object> of(Function<ShutdownStatus, Object> attribute) {
        return () -> attribute.apply(operator.shutdown().status());
    }

    @Override
    public void close() {
        ObjectName registered = name;
        name = null;
        if (registered == null) {
            return;
        }
        try {
            server.unregisterMBean(registered);
        } catch (InstanceNotFoundException gone) {
            // given back already
        } catch (JMException | RuntimeException refusal) {
            Messages.NOT_GIVEN_BACK.log(registered, refusal);
        }
    }
}
