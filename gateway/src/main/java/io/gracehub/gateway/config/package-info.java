// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The gateway's configuration: read with MicroProfile Config, checked, refused with one clear message. */
@NullMarked
package io.gracehub.gateway.config;

import org.jspecify.annotations.NullMarked;
