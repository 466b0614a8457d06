// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.IOException;
import java.util.List;

/**
 * A server that the TCK knows.
 *
 * @param maker of its homes
 */
record KnownServer(String title, int ownEnd, boolean tellsOfStop, List<String> stopOptions, Maker maker)
        implements ServerProduct {

    KnownServer {
        stopOptions = List.copyOf(stopOptions);
    }

    /** Writes the files of a server. */
    interface Maker {
        ServerHome home(Layout layout) throws IOException;
    }

    @Override
    public ServerHome home(Layout layout) throws IOException {
        return maker.home(layout);
    }
}
