// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The readiness check; loaded only where the server has MicroProfile Health. */
@NullMarked
package io.gracehub.health;

import org.jspecify.annotations.NullMarked;
