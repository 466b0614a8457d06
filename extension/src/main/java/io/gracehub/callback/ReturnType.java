// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.codec.HubCodecs;
import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.concurrent.CompletionStage;

/** Whether what an {@code @OnMessage} method returns can be sent, as far as its declaration tells. */
final class ReturnType {

    private ReturnType() {}

    /** Whether some value of the declared type can be encoded, or there is none to send. */
    static boolean sendable(Method method, HubCodecs codecs) {
        Type type = method.getGenericReturnType();
        if (type instanceof ParameterizedType stage && isStage(method.getReturnType())) {
            Type[] values = stage.getActualTypeArguments();
            return values.length != 1 || sendable(values[0], codecs);
        }
        return isStage(method.getReturnType()) || sendable(type, codecs);
    }

    private static boolean isStage(Class<?> type) {
        return CompletionStage.class.isAssignableFrom(type);
    }

    private static boolean sendable(Type type, HubCodecs codecs) {
        if (type instanceof Class<?> plain) {
            Class<?> boxed = MethodType.methodType(plain).wrap().returnType();
            return boxed == Void.class || codecs.mayEncode(boxed);
        }
        if (type instanceof ParameterizedType parameterized) {
            return sendable(parameterized.getRawType(), codecs);
        }
        if (type instanceof WildcardType wildcard) {
            return sendable(wildcard.getUpperBounds()[0], codecs);
        }
        if (type instanceof GenericArrayType) {
            return codecs.mayEncode(Object[].class);
        }
        return true; // a type variable: only the value tells
    }
}
