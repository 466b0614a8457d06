// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.connection.Traffic;

/**
 * What all relayed connections share.
 *
 * @param dialer opens TCP and TLS connections to servers
 * @param bounds of each connection
 * @param traffic counts what passes
 * @param compression whether clients are offered permessage-deflate
 */
record RelayContext(ServerDialer dialer, RelayBounds bounds, Traffic traffic, boolean compression) {}
