// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** What a readiness probe is told: by MicroProfile Health where the server has it, else by the library's servlet. */
@NullMarked
package io.gracehub.health;

import org.jspecify.annotations.NullMarked;
