// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/**
 * The server's end of the links: what gateways are told of a drain, and the connections that they bring and take away.
 *
 * <pre>
 *   Gateways ──> Links ──> GatewayLink (one per gateway) ──> LinkWire (its WebSocket)
 *      │                        │ leave, expect
 *      └─────> Passages ──> Passage (one per connection that came through a gateway) ──> Movable
 * </pre>
 */
@NullMarked
package io.gracehub.gateways;

import org.jspecify.annotations.NullMarked;
