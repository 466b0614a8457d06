// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

/**
 * One application as the triggers see it. It is called on threads of the JVM, of the server or of another application:
 * without this application's context class loader, and from several threads at once.
 */
public interface Drainable {

    /** Returns the server's name ({@code gracehub.server.name}). */
    String serverName();

    /**
     * Drains, and returns when the drain has ended; its own deadline bounds that. While a drain runs, waits for the end
     * of that one; when it has ended, or when every hub's mode is {@code off}, returns at once.
     *
     * @param trigger what started it, such as {@code SIGTERM} or {@code server stop}
     */
    void drain(String trigger);

    /** Cuts the running drain short. Returns at once, also when none runs. */
    void skip(String trigger);

    boolean draining();
}
