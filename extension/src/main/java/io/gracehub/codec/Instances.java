// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

/** Makes the encoders and decoders of a connection. What makes them may inject into them. */
public interface Instances {

    /** Returns a new instance; a failure to make it passes through unchecked. */
    <T> Owned<T> create(Class<T> type);

    /**
     * An instance and the way to give it back.
     *
     * @param release called once, after the object's last use
     */
    record Owned<T>(T object, Runnable release) {}
}
