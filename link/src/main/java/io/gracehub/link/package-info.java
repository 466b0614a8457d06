// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** What a gateway and a server say to each other over their link: the messages, their JSON form, their limits. */
@NullMarked
package io.gracehub.link;

import org.jspecify.annotations.NullMarked;
