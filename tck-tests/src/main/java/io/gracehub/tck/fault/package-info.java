// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** What goes wrong between processes: a proxy that cuts, stalls, half-closes and corrupts at the step that a test names. */
@NullMarked
package io.gracehub.tck.fault;

import org.jspecify.annotations.NullMarked;
