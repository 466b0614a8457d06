// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the type variables of a class's superclasses and interfaces stand for in that class. */
public final class GenericTypes {

    private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

    private GenericTypes() {}

    public static GenericTypes of(Class<?> type) {
        GenericTypes types = new GenericTypes();
        types.collect(type);
        return types;
    }

    private void collect(Class<?> type) {
        if (type.getGenericSuperclass() != null) {
            collectSupertype(type.getGenericSuperclass());
        }
        for (Type implemented : type.getGenericInterfaces()) {
            collectSupertype(implemented);
        }
    }

    private void collectSupertype(Type supertype) {
        if (supertype instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                arguments.put(variables[i], parameterized.getActualTypeArguments()[i]);
            }
            collect(raw);
        } else {
            collect((Class<?>) supertype);
        }
    }

    /** Returns the class of what {@code generic}'s one type parameter stands for; empty where nothing says it. */
    public Optional<Class<?>> argumentOf(Class<?> generic) {
        return classOf(generic.getTypeParameters()[0]);
    }

    /** Returns the class of a type; empty for a type variable that stands for nothing, as in a raw type. */
    public Optional<Class<?>> classOf(Type type) {
        if (type instanceof Class<?> plain) {
            return Optional.of(plain);
        }
        if (type instanceof ParameterizedType parameterized) {
            return classOf(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return classOf(array.getGenericComponentType()).map(Class::arrayType);
        }
        if (type instanceof WildcardType wildcard) {
            return classOf(wildcard.getUpperBounds()[0]);
        }
        Type argument = arguments.get(type);
        return argument == null ? Optional.empty() : classOf(argument);
    }
}
