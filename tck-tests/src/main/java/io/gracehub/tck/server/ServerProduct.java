// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.IOException;
import java.util.List;

/**
 * What a server does in its own way. The maker of one that the TCK does not know provides it as a service
 * ({@link java.util.ServiceLoader}) and runs the tests with {@code -Dgracehub.tck.server=custom}.
 */
public interface ServerProduct {

    /** Returns its name, as its makers write it. */
    String title();

    /** Returns the close code that clients see when the server ends without the library; 1006 without a Close frame. */
    int ownEnd();

    /** Whether its stop command is told in time, as a trigger of its own; else only the stop of the application is. */
    default boolean tellsOfStop() {
        return true;
    }

    /** Returns the options that its stop command is tried with, one at a time; an empty text stands for none. Never empty. */
    List<String> stopOptions();

    /** Writes the files of a server. */
    ServerHome home(Layout layout) throws IOException;
}
