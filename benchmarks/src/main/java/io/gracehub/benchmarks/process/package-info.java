// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** Child processes, and what the system knows of them: CPU time, resident memory, descriptors. */
@NullMarked
package io.gracehub.benchmarks.process;

import org.jspecify.annotations.NullMarked;
