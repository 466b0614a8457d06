// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.lang.reflect.Proxy;

/** What another library does with a signal of this JVM, by the same reflection as ours. */
final class RaisedSignal {

    static final RaisedSignal URG = new RaisedSignal("URG");

    private final Class<?> signalType;
    private final Class<?> handlerType;
    private final Object signal;
    private final Object byDefault;

    private RaisedSignal(String name) {
        try {
            signalType = Class.forName("sun.misc.Signal");
            handlerType = Class.forName("sun.misc.SignalHandler");
            signal = signalType.getConstructor(String.class).newInstance(name);
            byDefault = handlerType.getField("SIG_DFL").get(null);
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError(failure.getMessage(), failure);
        }
    }

    void raise() {
        call("raise", new Class<?>[] {signalType}, signal);
    }

    void install(Runnable handler) {
        replace(proxy(handler));
    }

    /** Puts a handler over the present one that runs and then calls that one. */
    void installOver(Runnable handler) {
        Object[] under = new Object[1];
        Object over = proxy(() -> {
            handler.run();
            try {
                handlerType.getMethod("handle", signalType).invoke(under[0], signal);
            } catch (ReflectiveOperationException failure) {
                throw new LinkageError(failure.getMessage(), failure);
            }
        });
        under[0] = replace(over);
    }

    void toDefault() {
        replace(byDefault);
    }

    boolean isDefault() {
        return replace(byDefault) == byDefault;
    }

    private Object replace(Object handler) {
        return call("handle", new Class<?>[] {signalType, handlerType}, signal, handler);
    }

    private Object call(String method, Class<?>[] types, Object... values) {
        try {
            return signalType.getMethod(method, types).invoke(null, values);
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError(failure.getMessage(), failure);
        }
    }

    private Object proxy(Runnable run) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, args) -> {
                    if (method.getName().equals("handle")) {
                        run.run();
                    }
                    return null;
                });
    }
}
