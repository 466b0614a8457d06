// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** One client's connection: the state machine that carries it from a server to another. */
@NullMarked
package io.gracehub.gateway.connection;

import org.jspecify.annotations.NullMarked;
