// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.Router;
import java.time.Duration;

/**
 * What all exchanges of plain HTTP share.
 *
 * @param router chooses servers
 * @param dialer connects to them
 * @param behindProxy whether what is said of a client is a proxy's word, and not its own
 * @param idleTimeout an exchange without a byte for this long is ended; zero: never
 */
record HttpProxy(Router router, HttpProxyDialer dialer, boolean behindProxy, Duration idleTimeout) {}
