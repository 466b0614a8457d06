// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.spec;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The compiled tests of the TCK. */
final class Tests {

    private static final Path ROOT = Path.of("target/test-classes");

    private Tests() {}

    /** Returns the methods of all test classes. */
    static Stream<Method> methods() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<String> names = files.map(ROOT::relativize)
                    .map(Path::toString)
                    .filter(name -> name.matches(".*(IT|Test)\\.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
            return names.stream().flatMap(name -> Stream.of(load(name).getDeclaredMethods()));
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Tests.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
