// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.spec;

import io.gracehub.tck.server.ServerKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says that what a test (or all of a class) asks for cannot be had on a kind of server. Nothing else leaves a test out.
 * The page {@code docs/servers.md} lists all of them.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PresentServer.class)
@Repeatable(NotOn.All.class)
public @interface NotOn {

    /**
     * The kinds of server.
     *
     * @return at least one
     */
    ServerKind[] value();

    /**
     * What the server does otherwise or does not have.
     *
     * @return the words that {@code docs/servers.md} uses
     */
    String why();

    /**
     * The version of Jakarta EE that this is about.
     *
     * @return for example 11; 0 where it holds on every one
     */
    int jakarta() default 0;

    /** Several of one test. */
    @Documented
    @Target({ElementType.METHOD, ElementType.TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(PresentServer.class)
    @interface All {

        /**
         * The single ones.
         *
         * @return two or more
         */
        NotOn[] value();
    }
}
