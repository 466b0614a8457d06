// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** What the library says to people: messages with stable ids, logged or put into an exception. */
@NullMarked
package io.gracehub.message;

import org.jspecify.annotations.NullMarked;
