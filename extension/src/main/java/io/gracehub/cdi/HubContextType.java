// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import io.gracehub.HubContext;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The type {@code HubContext<H>} of one hub. Equal to the JDK's own, which nobody else can make. */
record HubContextType(Class<?> hub) implements ParameterizedType {

    @Override
    public Type[] getActualTypeArguments() {
        return new Type[] {hub};
    }

    @Override
    public Type getRawType() {
        return HubContext.class;
    }

    @Override
    public @Nullable Type getOwnerType() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParameterizedType type
                && type.getRawType() == HubContext.class
                && type.getOwnerType() == null
                && Arrays.equals(type.getActualTypeArguments(), getActualTypeArguments());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(getActualTypeArguments()) ^ HubContext.class.hashCode();
    }

    @Override
    public String toString() {
        return HubContext.class.getName() + "<" + hub.getName() + ">";
    }
}
