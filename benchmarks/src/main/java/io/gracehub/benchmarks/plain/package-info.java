// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The same without the library. */
@NullMarked
package io.gracehub.benchmarks.plain;

import org.jspecify.annotations.NullMarked;
