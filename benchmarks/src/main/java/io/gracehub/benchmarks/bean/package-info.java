// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** A bean, for the WAR that would use CDI anyway. */
@NullMarked
package io.gracehub.benchmarks.bean;

import org.jspecify.annotations.NullMarked;
