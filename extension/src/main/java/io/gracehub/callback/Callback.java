// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One method of a hub, ready to be called with what it asks for of a {@link Call}. */
public final class Callback {

    private static final MethodType TYPE = MethodType.methodType(Object.class, Object.class, Call.class);

    private final String description;
    private final MethodHandle handle;

    private Callback(String description, MethodHandle handle) {
        this.description = description;
        this.handle = handle;
    }

    /**
     * Binds a method.
     *
     * @param arguments for each of its parameters what takes it out of the call, of type {@code (Call)argument}
     */
    static Callback of(HubMethod method, List<MethodHandle> arguments) throws IllegalAccessException {
        MethodHandle target = target(method.method());
        MethodHandle[] filters = new MethodHandle[arguments.size()];
        for (int i = 0; i < filters.length; i++) {
            Class<?> parameter = target.type().parameterType(i + 1);
            filters[i] = arguments.get(i).asType(MethodType.methodType(parameter, Call.class));
        }
        MethodHandle taking = MethodHandles.filterArguments(target, 1, filters);
        int[] order = new int[filters.length + 1];
        Arrays.fill(order, 1, order.length, 1);
        Class<?> receiver = taking.type().parameterType(0);
        MethodType once = MethodType.methodType(taking.type().returnType(), receiver, Call.class);
        MethodHandle handle = MethodHandles.permuteArguments(taking, once, order);
        return new Callback(method.toString(), handle.asType(TYPE));
    }

    /** The method with its receiver first, which a static method ignores. */
    private static MethodHandle target(Method method) throws IllegalAccessException {
        MethodHandle handle = MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                .unreflect(method)
                .asFixedArity();
        return Modifier.isStatic(method.getModifiers()) ? MethodHandles.dropArguments(handle, 0, Object.class) : handle;
    }

    /**
     * Calls the method; what it throws passes through as it is.
     *
     * @param hub the contextual instance, which may be of a subclass (an interceptor's), but not a client proxy: a
     *     private method would then see the fields of the proxy
     * @return what the method returns, null where it is void
     */
    public @Nullable Object invoke(Object hub, Call call) throws Throwable {
        return (Object) handle.invokeExact(hub, call);
    }

    /** The class, the method and its parameter types. */
    @Override
    public String toString() {
        return description;
    }
}
