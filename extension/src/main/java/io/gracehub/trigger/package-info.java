// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/**
 * What starts a drain from outside the application: signals and the stop of the server. The applications of one JVM,
 * each with its own copy of this library, meet at the platform MBean server over types of the JDK; one of them owns the
 * triggers for all.
 */
@NullMarked
package io.gracehub.trigger;

import org.jspecify.annotations.NullMarked;
