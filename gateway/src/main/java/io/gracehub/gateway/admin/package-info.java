// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** What the operator sees: health, metrics, and a page that shows the servers. */
@NullMarked
package io.gracehub.gateway.admin;

import org.jspecify.annotations.NullMarked;
