// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The CDI portable extension: finds hubs and hooks, checks them, and makes the library's own beans. */
@NullMarked
package io.gracehub.cdi;

import org.jspecify.annotations.NullMarked;
