// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import io.gracehub.message.Problems;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks at the encoder or decoder classes of a hub when it is deployed: which forms each has, and for which type.
 *
 * @param <F> the forms that there are
 */
final class CodecTypes<F extends Enum<F>> {

    /**
     * One form of one class.
     *
     * @param index the place of the class in the hub's list
     */
    record Use<F>(int index, F form, Class<?> type) {}

    private final String role;
    private final F[] forms;
    private final Function<F, Class<?>> interfaceOf;

    CodecTypes(String role, F[] forms, Function<F, Class<?>> interfaceOf) {
        this.role = role;
        this.forms = forms;
        this.interfaceOf = interfaceOf;
    }

    List<Use<F>> uses(List<? extends Class<?>> classes, String hub, Problems problems) {
        List<Use<F>> uses = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            Class<?> type = classes.get(i);
            Optional<String> flaw = flaw(type);
            if (flaw.isPresent()) {
                problems.add(Messages.NOT_CONCRETE, hub, role, type.getName(), flaw.get());
            } else if (!constructible(type)) {
                problems.add(Messages.NO_CONSTRUCTOR, hub, role, type.getName());
            } else {
                uses.addAll(usesOf(i, type, hub, problems));
            }
        }
        return List.copyOf(uses);
    }

    private List<Use<F>> usesOf(int index, Class<?> type, String hub, Problems problems) {
        List<F> implemented = Arrays.stream(forms)
                .filter(form -> interfaceOf.apply(form).isAssignableFrom(type))
                .toList();
        if (implemented.isEmpty()) {
            problems.add(Messages.NO_INTERFACE, hub, role, type.getName(), accepted());
        }
        GenericTypes types = GenericTypes.of(type);
        List<Use<F>> uses = new ArrayList<>();
        for (F form : implemented) {
            Class<?> generic = interfaceOf.apply(form);
            types.argumentOf(generic)
                    .ifPresentOrElse(
                            argument -> uses.add(new Use<>(index, form, argument)),
                            () -> problems.add(Messages.UNKNOWN_TYPE, hub, role, type.getName(), name(generic)));
        }
        return uses;
    }

    private static Optional<String> flaw(Class<?> type) {
        if (type.isInterface()) {
            return Optional.of("an interface");
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return Optional.of("abstract");
        }
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        return inner ? Optional.of("an inner class") : Optional.empty();
    }

    private static boolean constructible(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors()).anyMatch(CodecTypes::usable);
    }

    private static boolean usable(Constructor<?> constructor) {
        return constructor.getParameterCount() == 0 || constructor.isAnnotationPresent(Inject.class);
    }

    private String accepted() {
        return Arrays.stream(forms).map(interfaceOf).map(CodecTypes::name).collect(Collectors.joining(", "));
    }

    /** {@code Encoder.Text}, as one writes it. */
    private static String name(Class<?> generic) {
        return generic.getDeclaringClass().getSimpleName() + "." + generic.getSimpleName();
    }
}
