// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/**
 * The connections of a hub: their registry, their ordered and bounded sends, and the view of the container's session
 * that callbacks get.
 */
@NullMarked
package io.gracehub.connection;

import org.jspecify.annotations.NullMarked;
