// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * An MBean of read-only attributes, and of operations that take the name of a trigger and return nothing. A dynamic one,
 * as it needs neither a public interface nor reflection, and shows other applications nothing but types of the JDK.
 */
final class PlainMBean implements DynamicMBean {

    private final String description;
    private final Map<String, Supplier<Object>> attributes;
    private final Map<String, Consumer<String>> operations;

    PlainMBean(String description, Map<String, Supplier<Object>> attributes, Map<String, Consumer<String>> operations) {
        this.description = description;
        this.attributes = Map.copyOf(attributes);
        this.operations = Map.copyOf(operations);
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
        if (operation == null
                || parameters == null
                || parameters.length != 1
                || !(parameters[0] instanceof String trigger)) {
            throw new ReflectionException(
                    new NoSuchMethodException(name), "Accepted are " + operations.keySet() + " with one String");
        }
        operation.accept(trigger);
        return null;
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
                operations.keySet().stream().map(PlainMBean::operation).toArray(MBeanOperationInfo[]::new),
                null);
    }

    private static MBeanAttributeInfo attribute(String name, Object value) {
        return new MBeanAttributeInfo(name, value.getClass().getName(), name, true, false, false);
    }

    private static MBeanOperationInfo operation(String name) {
        MBeanParameterInfo trigger = new MBeanParameterInfo("trigger", String.class.getName(), "What starts it");
        return new MBeanOperationInfo(
                name, name, new MBeanParameterInfo[] {trigger}, void.class.getName(), MBeanOperationInfo.ACTION);
    }
}
