// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

/**
 * What starts a drain.
 *
 * @param name for messages, such as {@code SIGTERM}
 * @param stopsServer whether the process or the application stops afterwards in any case: it cannot be taken back
 * @param refusesAlready whether the container already takes no new requests, so that nothing has to be proven
 */
public record Trigger(String name, boolean stopsServer, boolean refusesAlready) {

    /** {@link io.gracehub.GracefulShutdown#drain()}. */
    public static final Trigger CODE = new Trigger("drain() called", false, false);

    /** The operator endpoint. */
    public static final Trigger OPERATOR = new Trigger("operator", false, false);

    /** The operator's MBean. */
    public static final Trigger JMX = new Trigger("operator over JMX", false, false);

    /** The application is stopped while its server may live on. */
    public static final Trigger APPLICATION_STOP = new Trigger("application stop", true, true);

    /** A signal, or the server's own stop. */
    public static Trigger processStop(String name) {
        return new Trigger(name, true, false);
    }
}
