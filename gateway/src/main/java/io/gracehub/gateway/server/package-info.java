// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The servers behind the gateway: their addresses, states and connections, and which of them comes next. */
@NullMarked
package io.gracehub.gateway.server;

import org.jspecify.annotations.NullMarked;
