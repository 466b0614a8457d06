// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** What the operator has set: reads the library's properties, checks them, and says what is wrong with them. */
@NullMarked
package io.gracehub.config;

import org.jspecify.annotations.NullMarked;
