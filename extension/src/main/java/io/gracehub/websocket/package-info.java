// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The hubs as WebSocket endpoints: registration, handshake, and the dispatch of what comes from clients. */
@NullMarked
package io.gracehub.websocket;

import org.jspecify.annotations.NullMarked;
