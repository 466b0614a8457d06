// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.message.Problems;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gives each {@code @PathParam} of a hub, while it is bound, a place in its {@link PathValues}. */
final class PathParameters {

    /** Parameters of one name and one type share a place. */
    record Place(String variable, Class<?> type) {}

    private final Set<String> variables;
    private final Problems problems;
    private final List<Place> places = new ArrayList<>();

    PathParameters(Set<String> variables, Problems problems) {
        this.variables = new TreeSet<>(variables);
        this.problems = problems;
    }

    /** Returns what takes the value out of a call, or says what is wrong with the parameter. */
    Optional<MethodHandle> bind(HubMethod method, Parameter parameter, String variable) {
        Class<?> type = parameter.type();
        if (TextValues.reader(type).isEmpty()) {
            problems.add(Messages.PATH_PARAMETER_TYPE, method, parameter.number(), parameter.typeName());
            return Optional.empty();
        }
        if (type.isPrimitive() && !variables.contains(variable)) {
            String known = variables.isEmpty() ? "it has none" : String.join(", ", variables);
            problems.add(Messages.PATH_VARIABLE, method, parameter.number(), variable, parameter.typeName(), known);
            return Optional.empty();
        }
        Place place = new Place(variable, type);
        if (!places.contains(place)) {
            places.add(place);
        }
        return Optional.of(Call.path(places.indexOf(place), type));
    }

    List<Place> places() {
        return List.copyOf(places);
    }
}
