// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the hub that a shutdown hook belongs to when the hook is a method of another bean:
 * {@code void bye(@Observes @OfHub(Chat.class) Shutdown event)}.
 *
 * <p>The deployment fails if the class named is not a {@link Hub}.
 */
@Qualifier
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface OfHub {

    /**
     * The hub that the hook belongs to.
     *
     * @return a class annotated {@link Hub}
     */
    Class<?> value();

    /** An instance of the annotation, for programmatic use. */
    final class Literal extends AnnotationLiteral<OfHub> implements OfHub {

        private static final long serialVersionUID = 1L;

        private final Class<?> hub;

        private Literal(Class<?> hub) {
            this.hub = hub;
        }

        /**
         * Returns the qualifier of one hub.
         *
         * @param hub a class annotated {@link Hub}
         * @return the literal
         */
        public static Literal of(Class<?> hub) {
            return new Literal(hub);
        }

        @Override
        public Class<?> value() {
            return hub;
        }
    }
}
