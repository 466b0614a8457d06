// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import java.util.concurrent.CompletionStage;

/**
 * The graceful shutdown of this server, for code that starts it, takes it back, or looks at it. Injectable into any
 * bean. Safe for use by several threads.
 *
 * <p>Usually nobody calls it: SIGTERM, the container's own stop, or the stop of the application start the drain.
 */
public interface GracefulShutdown {

    /**
     * Takes the server through the stages. Returns at once; a call while a drain is under way, or after it has ended,
     * returns that drain's stage.
     *
     * @return completes, never exceptionally, when the server has reached {@link Stage#STOPPED} or the drain was
     *     taken back
     */
    CompletionStage<ShutdownReport> drain();

    /**
     * Takes a drain back: readiness turns UP, new connections are taken again, the clients that are left stay. Without
     * a drain under way it does nothing.
     *
     * @throws IllegalStateException if the drain has reached {@link Stage#STOPPED}, or was started by the stop of the
     *     process or the application, which cannot be taken back
     */
    void resume();

    /**
     * Returns where the server is in its shutdown.
     *
     * @return the state now
     */
    ShutdownStatus status();
}
