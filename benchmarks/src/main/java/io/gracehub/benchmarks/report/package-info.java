// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** Numbers made of samples, printed as a table and written as JSON. */
@NullMarked
package io.gracehub.benchmarks.report;

import org.jspecify.annotations.NullMarked;
