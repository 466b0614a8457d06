// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Strings and the values that are read from them, as by the constructor of the wrapper class that takes a string. */
final class TextValues {

    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            String.class, text -> text,
            Boolean.class, Boolean::valueOf,
            Byte.class, Byte::valueOf,
            Short.class, Short::valueOf,
            Integer.class, Integer::valueOf,
            Long.class, Long::valueOf,
            Float.class, Float::valueOf,
            Double.class, Double::valueOf,
            Character.class, TextValues::character);

    private TextValues() {}

    /** Returns what reads values of a type; it throws {@link IllegalArgumentException} for a text that is none. */
    static Optional<Function<String, Object>> reader(Class<?> type) {
        return Optional.ofNullable(READERS.get(wrapper(type)));
    }

    /** Returns what a parameter gets that has no value: null, or the primitive's zero. */
    static @Nullable Object absent(Class<?> type) {
        if (!type.isPrimitive()) {
            return null;
        }
        if (type == boolean.class) {
            return false;
        }
        return type == char.class ? '\0' : reader(type).orElseThrow().apply("0");
    }

    private static Class<?> wrapper(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static Object character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("one character expected");
        }
        return text.charAt(0);
    }
}
