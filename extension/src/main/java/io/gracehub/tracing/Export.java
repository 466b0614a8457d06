// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tracing;

import io.opentelemetry.api.trace.TracerProvider;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;

/**
 * Has spans exported at once. They are exported every few seconds otherwise, and Open Liberty ends without a last export
 * where telemetry is the whole server's. The API has no call for it, so the one of OpenTelemetry's own SDK is looked for,
 * which hides behind a wrapper.
 */
final class Export {

    /** What it may take from the time of whoever stops the server. */
    private static final long MOST_MILLIS = 1000;

    private Export() {}

    /** Waits a moment for the export; does nothing where there is another implementation. */
    static void now(TracerProvider provider) {
        try {
            Object sdk = provider.getClass().getSimpleName().startsWith("Obfuscated")
                    ? call(provider, "unobfuscate")
                    : provider;
            Object result = call(sdk, "forceFlush");
            result.getClass()
                    .getMethod("join", long.class, TimeUnit.class)
                    .invoke(result, MOST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ReflectiveOperationException | RuntimeException absent) {
            // then it is left to the server
        }
    }

    private static Object call(Object target, String name) throws ReflectiveOperationException {
        Method method = target.getClass().getMethod(name);
        method.setAccessible(true); // of a class that is not public
        return method.invoke(target);
    }
}
