// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** Open Liberty processes, the WARs that they run, and what they log. */
@NullMarked
package io.gracehub.benchmarks.server;

import org.jspecify.annotations.NullMarked;
