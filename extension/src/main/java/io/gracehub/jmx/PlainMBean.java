// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.jmx;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * An MBean of read-only attributes, and of operations that take nothing, or the name of a trigger, and return nothing. A
 * dynamic one, as it needs neither a public interface nor reflection, and shows others nothing but types of the JDK.
 */
public final class PlainMBean implements DynamicMBean {

    private static final int MOST_OF_ONE_NAME = 1000;

    private final String description;
    private final Map<String, Supplier<Object>> attributes;
    private final Map<String, Consumer<String>> operations;
    private final boolean triggered;

    /** Makes one whose operations take the name of a trigger. */
    public PlainMBean(
            String description, Map<String, Supplier<Object>> attributes, Map<String, Consumer<String>> operations) {
        this(description, attributes, operations, true);
    }

    /**
     * Makes one.
     *
     * @param triggered whether its operations take the name of a trigger; if not, they are given none
     */
    public PlainMBean(
            String description,
            Map<String, Supplier<Object>> attributes,
            Map<String, Consumer<String>> operations,
            boolean triggered) {
        this.description = description;
        this.attributes = Map.copyOf(attributes);
        this.operations = Map.copyOf(operations);
        this.triggered = triggered;
    }

    /** A name that may be taken. */
    public interface Naming {
        ObjectName of(String value) throws JMException;
    }

    /**
     * Registers it under a value of a name; where that is taken, under {@code value#2} and so on.
     *
     * @return the name to {@linkplain MBeanServer#unregisterMBean unregister}
     */
    public ObjectName register(MBeanServer server, String value, Naming naming) throws JMException {
        for (int i = 1; i <= MOST_OF_ONE_NAME; i++) {
            try {
                ObjectName name = naming.of(value + (i == 1 ? "" : "#" + i));
                server.registerMBean(this, name);
                return name;
            } catch (InstanceAlreadyExistsException taken) {
                // the next number
            }
        }
        throw new InstanceAlreadyExistsException(value);
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        Supplier<Object> attribute = attributes.get(name);
        if (attribute == null) {
            throw new AttributeNotFoundException(name + " is none of " + attributes.keySet());
        }
        return attribute.get();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList found = new AttributeList();
        for (String name : names) {
            Supplier<Object> attribute = attributes.get(name);
            if (attribute != null) {
                found.add(new Attribute(name, attribute.get()));
            }
        }
        return found;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public @Nullable Object invoke(String name, Object @Nullable [] parameters, String @Nullable [] signature)
            throws ReflectionException {
        Consumer<String> operation = operations.get(name);
        String trigger = trigger(parameters);
        if (operation == null || trigger == null) {
            throw new ReflectionException(
                    new NoSuchMethodException(name),
                    "Accepted are " + operations.keySet() + (triggered ? " with one String" : " without parameters"));
        }
        operation.accept(trigger);
        return null;
    }

    private @Nullable String trigger(Object @Nullable [] parameters) {
        if (parameters == null || parameters.length == 0) {
            return triggered ? null : "";
        }
        return triggered && parameters.length == 1 && parameters[0] instanceof String trigger ? trigger : null;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return new MBeanInfo(
                PlainMBean.class.getName(),
                description,
                attributes.entrySet().stream()
                        .map(each -> attribute(each.getKey(), each.getValue().get()))
                        .toArray(MBeanAttributeInfo[]::new),
                null,
                operations.keySet().stream().map(this::operation).toArray(MBeanOperationInfo[]::new),
                null);
    }

    private static MBeanAttributeInfo attribute(String name, Object value) {
        return new MBeanAttributeInfo(name, value.getClass().getName(), name, true, false, false);
    }

    private MBeanOperationInfo operation(String name) {
        MBeanParameterInfo trigger = new MBeanParameterInfo("trigger", String.class.getName(), "What starts it");
        MBeanParameterInfo[] parameters = triggered ? new MBeanParameterInfo[] {trigger} : new MBeanParameterInfo[0];
        return new MBeanOperationInfo(name, name, parameters, void.class.getName(), MBeanOperationInfo.ACTION);
    }
}
