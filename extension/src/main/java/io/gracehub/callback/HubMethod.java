// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.codec.GenericTypes;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.websocket.server.PathParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A method of a hub that carries annotations of callbacks. Annotations are CDI's, which extensions may have changed. */
record HubMethod(Class<?> hub, AnnotatedMethod<?> annotated, List<Parameter> parameters) {

    /** An order that does not change from one deployment to the next. */
    static final Comparator<HubMethod> BY_NAME = Comparator.comparing(HubMethod::toString);

    static HubMethod of(Class<?> hub, AnnotatedMethod<?> annotated, GenericTypes types) {
        Method method = annotated.getJavaMember();
        List<Parameter> parameters = IntStream.range(0, method.getParameterCount())
                .mapToObj(i -> new Parameter(
                        i + 1,
                        types.classOf(method.getGenericParameterTypes()[i]).orElse(method.getParameterTypes()[i]),
                        pathVariable(annotated, i)))
                .toList();
        return new HubMethod(hub, annotated, parameters);
    }

    private static @Nullable String pathVariable(AnnotatedMethod<?> method, int position) {
        for (AnnotatedParameter<?> parameter : method.getParameters()) {
            PathParam param = parameter.getPosition() == position ? parameter.getAnnotation(PathParam.class) : null;
            if (param != null) {
                return param.value();
            }
        }
        return null;
    }

    Method method() {
        return annotated.getJavaMember();
    }

    boolean has(Class<? extends Annotation> annotation) {
        return annotated.isAnnotationPresent(annotation);
    }

    /** {@code com.acme.Chat.said(java.lang.String, int)}, and where the method is from if that is elsewhere. */
    @Override
    public String toString() {
        Class<?> declaring = method().getDeclaringClass();
        return hub.getName() + "." + method().getName()
                + parameters.stream().map(Parameter::typeName).collect(Collectors.joining(", ", "(", ")"))
                + (declaring == hub ? "" : " of " + declaring.getName());
    }
}
