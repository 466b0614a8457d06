// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The shutdown in the hands of whoever runs the server: what it is told, as JSON and as an MBean, and what it may do. */
@NullMarked
package io.gracehub.operator;

import org.jspecify.annotations.NullMarked;
