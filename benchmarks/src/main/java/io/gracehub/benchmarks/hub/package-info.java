// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** What a WAR with the library holds. */
@NullMarked
package io.gracehub.benchmarks.hub;

import org.jspecify.annotations.NullMarked;
