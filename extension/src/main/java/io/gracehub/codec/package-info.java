// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The encoders and decoders of a hub: their types, resolved once, and their instances, one set per connection. */
@NullMarked
package io.gracehub.codec;

import org.jspecify.annotations.NullMarked;
