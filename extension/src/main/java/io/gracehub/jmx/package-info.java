// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** MBeans of nothing but JDK types, which applications with their own copies of this library can share. */
@NullMarked
package io.gracehub.jmx;

import org.jspecify.annotations.NullMarked;
