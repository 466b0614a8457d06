// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The gateway's end of the links to the servers. */
@NullMarked
package io.gracehub.gateway.link;

import org.jspecify.annotations.NullMarked;
