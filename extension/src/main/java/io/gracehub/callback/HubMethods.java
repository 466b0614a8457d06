// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.codec.GenericTypes;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the callbacks of a hub: its own methods and those it inherits. A method that is overridden counts for nothing,
 * also where what overrides it has no annotation (Jakarta WebSocket, section 4.8). Bridge methods are the compiler's.
 */
final class HubMethods {

    private final Class<?> hub;
    private final GenericTypes types;
    private final Set<Class<?>> supertypes = new LinkedHashSet<>();
    private final List<HubMethod> found;

    HubMethods(AnnotatedType<?> type) {
        this.hub = type.getJavaClass();
        this.types = GenericTypes.of(hub);
        collect(hub);
        List<HubMethod> methods = new ArrayList<>();
        for (AnnotatedMethod<?> method : type.getMethods()) {
            if (!method.getJavaMember().isBridge()) {
                methods.add(HubMethod.of(hub, method, types));
            }
        }
        found = methods.stream()
                .filter(method -> !isOverridden(method))
                .sorted(HubMethod.BY_NAME)
                .toList();
    }

    List<HubMethod> having(Class<? extends Annotation> annotation) {
        return found.stream().filter(method -> method.has(annotation)).toList();
    }

    private void collect(Class<?> type) {
        supertypes.add(type);
        if (type.getSuperclass() != null) {
            collect(type.getSuperclass());
        }
        Arrays.stream(type.getInterfaces()).forEach(this::collect);
    }

    private boolean isOverridden(HubMethod candidate) {
        Method method = candidate.method();
        return isOverridable(method)
                && supertypes.stream()
                        .filter(type -> isBelow(type, method.getDeclaringClass()))
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .anyMatch(other -> overrides(other, candidate));
    }

    /** A class wins over a default method of an interface even where it does not implement it. */
    private static boolean isBelow(Class<?> type, Class<?> declaring) {
        return type != declaring
                && (declaring.isAssignableFrom(type) || (declaring.isInterface() && !type.isInterface()));
    }

    private boolean overrides(Method other, HubMethod candidate) {
        Method method = candidate.method();
        return !other.isBridge()
                && isOverridable(other)
                && other.getName().equals(method.getName())
                && visibleFrom(method, other.getDeclaringClass())
                && sameParameters(other, candidate);
    }

    private static boolean isOverridable(Method method) {
        return (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0;
    }

    private static boolean visibleFrom(Method method, Class<?> subclass) {
        return (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                || method.getDeclaringClass().getPackage() == subclass.getPackage();
    }

    private boolean sameParameters(Method other, HubMethod candidate) {
        List<Class<?>> resolved = new ArrayList<>();
        for (int i = 0; i < other.getParameterCount(); i++) {
            resolved.add(types.classOf(other.getGenericParameterTypes()[i]).orElse(other.getParameterTypes()[i]));
        }
        return resolved.equals(
                candidate.parameters().stream().<Class<?>>map(Parameter::type).toList());
    }
}
