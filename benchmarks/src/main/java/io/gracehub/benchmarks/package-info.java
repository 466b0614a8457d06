// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The measurements, each started by its name. */
@NullMarked
package io.gracehub.benchmarks;

import org.jspecify.annotations.NullMarked;
