// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.proxy;

/** What clients connect to, with servers behind it. */
public interface Front extends AutoCloseable {

    Proxy proxy();

    /** Whether new connections may come to the server on a port. */
    boolean uses(int serverPort);

    /** Lets no new connection come to a server, as an operator would; does nothing where the server itself says so. */
    void drain(int serverPort);

    /** Takes that back, for a server that has been started again. */
    void admit(int serverPort);

    @Override
    void close();
}
