// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import java.util.ArrayList;
import java.util.List;

/** Makes instances by their constructors and remembers what it made and what was given back. */
final class RecordingInstances implements Instances {

    final List<Object> made = new ArrayList<>();
    final List<Object> released = new ArrayList<>();

    @Override
    public <T> Owned<T> create(Class<T> type) {
        try {
            T object = type.getDeclaredConstructor().newInstance();
            made.add(object);
            return new Owned<>(object, () -> released.add(object));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
