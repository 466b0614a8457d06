// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** What the servlet container sees: start and stop with the servlet context, and the filter that refuses handshakes. */
@NullMarked
package io.gracehub.servlet;

import org.jspecify.annotations.NullMarked;
