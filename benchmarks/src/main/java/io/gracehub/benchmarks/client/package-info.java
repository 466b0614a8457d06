// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** WebSocket clients that take little of the machine themselves. */
@NullMarked
package io.gracehub.benchmarks.client;

import org.jspecify.annotations.NullMarked;
