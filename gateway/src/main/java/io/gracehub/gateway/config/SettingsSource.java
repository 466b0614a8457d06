// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.util.Optional;
import java.util.stream.Stream;

/** Where properties come from. */
interface SettingsSource {

    /** Returns the value of a property; an empty text means the same as no value. */
    Optional<RawSetting> find(String name);

    /** Returns the names that the source knows, other people's too, environment variables under their own names. */
    Stream<String> names();
}
