// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.message.Message;
import io.gracehub.message.Problems;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The binding of one callback method: collects what each of its parameters gets. */
final class Binder {

    private final HubMethod method;
    private final String annotation;
    private final Problems problems;
    private final @Nullable MethodHandle[] arguments;

    Binder(HubMethod method, String annotation, PathParameters path, Problems problems) {
        this.method = method;
        this.annotation = annotation;
        this.problems = problems;
        this.arguments = new MethodHandle[method.parameters().size()];
        for (Parameter parameter : method.parameters()) {
            String variable = parameter.pathVariable();
            if (variable != null) {
                path.bind(method, parameter, variable).ifPresent(argument -> bind(parameter, argument));
            }
        }
    }

    HubMethod method() {
        return method;
    }

    /** The parameters that are not annotated {@code @PathParam}. */
    List<Parameter> others() {
        return method.parameters().stream()
                .filter(parameter -> parameter.pathVariable() == null)
                .toList();
    }

    void bind(Parameter parameter, MethodHandle argument) {
        arguments[parameter.number() - 1] = argument;
    }

    /** Binds the one parameter of a type. Returns whether there is one. */
    boolean bindOne(Class<?> type, MethodHandle argument) {
        List<Parameter> having =
                others().stream().filter(parameter -> parameter.type() == type).toList();
        having.stream().limit(1).forEach(parameter -> bind(parameter, argument));
        having.stream().skip(1).forEach(parameter -> {
            problem(Messages.REPEATED_PARAMETER, parameter.number(), annotation, parameter.typeName());
        });
        return !having.isEmpty();
    }

    void refuse(Parameter parameter, String accepted) {
        problem(Messages.PARAMETER, parameter.number(), annotation, parameter.typeName(), accepted);
    }

    void problem(Message message, Object... values) {
        problems.add(
                message, Stream.concat(Stream.of(method), Stream.of(values)).toArray());
    }

    /** Returns the callback; empty where a parameter has nothing bound to it, which is a problem that has been told. */
    Optional<Callback> callback() {
        List<MethodHandle> bound = Stream.of(arguments).filter(Objects::nonNull).collect(Collectors.toList());
        if (bound.size() < arguments.length) {
            return Optional.empty();
        }
        try {
            return Optional.of(Callback.of(method, bound));
        } catch (IllegalAccessException e) {
            problem(Messages.NOT_ACCESSIBLE, e);
            return Optional.empty();
        }
    }
}
