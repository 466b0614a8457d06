// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** WebSockets with nothing but small unfragmented frames: a client and an echo server that cost as little as possible. */
@NullMarked
package io.gracehub.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
