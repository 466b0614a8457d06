// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GenericTypesTest {

    interface Direct extends Supplier<String> {}

    interface Swapped<A, B> extends Function<B, A> {}

    abstract static class Middle<T> implements Supplier<T> {}

    abstract static class ThroughClass extends Middle<Integer> {}

    abstract static class Below extends ThroughClass {}

    abstract static class Renamed<X> extends Middle<X> {}

    abstract static class ThroughVariables extends Renamed<Long> {}

    abstract static class OfArray implements Supplier<byte[]> {}

    abstract static class OfGenericArray extends Middle<List<String>[]> {}

    abstract static class OfParameterized extends Middle<List<String>> {}

    @SuppressWarnings("rawtypes")
    abstract static class Raw implements Supplier {}

    @SuppressWarnings("rawtypes")
    abstract static class RawMiddle extends Middle {}

    static List<Arguments> resolved() {
        return List.of(
                Arguments.of(Direct.class, String.class),
                Arguments.of(ThroughClass.class, Integer.class),
                Arguments.of(Below.class, Integer.class),
                Arguments.of(ThroughVariables.class, Long.class),
                Arguments.of(OfArray.class, byte[].class),
                Arguments.of(OfGenericArray.class, List[].class),
                Arguments.of(OfParameterized.class, List.class));
    }

    @ParameterizedTest
    @MethodSource("resolved")
    void argumentOf_whenSaidInHierarchy_isItsClass(Class<?> type, Class<?> expected) {
        assertThat(GenericTypes.of(type).argumentOf(Supplier.class)).hasValue(expected);
    }

    @ParameterizedTest
    @MethodSource("unresolved")
    void argumentOf_whenNothingSaysIt_isEmpty(Class<?> type) {
        assertThat(GenericTypes.of(type).argumentOf(Supplier.class)).isEmpty();
    }

    static List<Class<?>> unresolved() {
        return List.of(Raw.class, RawMiddle.class, Middle.class, Renamed.class, String.class);
    }

    interface Both extends Swapped<String, Integer> {}

    @Test
    void classOf_whenVariablesAreSwapped_followsEach() {
        Type first = Function.class.getTypeParameters()[0];
        Type second = Function.class.getTypeParameters()[1];

        assertThat(GenericTypes.of(Both.class).classOf(first)).hasValue(Integer.class);
        assertThat(GenericTypes.of(Both.class).classOf(second)).hasValue(String.class);
    }

    interface Wildcards {
        Supplier<? extends Number> supplier();
    }

    @Test
    void classOf_whenWildcard_isItsUpperBound() throws NoSuchMethodException {
        Type supplier = Wildcards.class.getDeclaredMethod("supplier").getGenericReturnType();
        Type wildcard = ((java.lang.reflect.ParameterizedType) supplier).getActualTypeArguments()[0];

        assertThat(GenericTypes.of(Wildcards.class).classOf(wildcard)).hasValue(Number.class);
    }
}
