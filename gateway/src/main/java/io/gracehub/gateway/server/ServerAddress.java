// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

/**
 * Where one server is.
 *
 * @param tls whether it is reached over TLS
 * @param host name or address; an IPv6 address without brackets
 * @param port from 1 to 65535
 * @param contextRoot of its application: empty, or like {@code /chat}
 * @param name what its certificate must be for: the host, or the name that the host was found by
 */
public record ServerAddress(boolean tls, String host, int port, String contextRoot, String name) {

    public ServerAddress(boolean tls, String host, int port, String contextRoot) {
        this(tls, host, port, contextRoot, host);
    }

    public ServerAddress {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port must be from 1 to 65535: " + port);
        }
        if (!contextRoot.isEmpty() && (!contextRoot.startsWith("/") || contextRoot.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "a context root is empty or starts with '/' and does not end so: " + contextRoot);
        }
    }

    /** The same at one of the addresses that its name stands for. */
    ServerAddress at(String address) {
        return new ServerAddress(tls, address, port, contextRoot, name);
    }

    /** As in the header {@code Host}. */
    public String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Whether a path of a request belongs to this application. */
    public boolean serves(String path) {
        return path.startsWith(contextRoot)
                && (path.length() == contextRoot.length()
                        || path.charAt(contextRoot.length()) == '/'
                        || path.charAt(contextRoot.length()) == '?');
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority() + contextRoot;
    }
}
