// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** The types of a server, compiled from a text, so that another version is another text. None of ours sees them. */
final class CompiledServer {

    private static final Pattern NAME = Pattern.compile("public (?:final )?(?:class|interface) (\\w+)");

    private final ClassLoader loader;

    /**
     * Compiles.
     *
     * @param directory empty
     * @param sources types, each one after its package
     * @param version changes the sources
     */
    CompiledServer(Path directory, String sources, UnaryOperator<String> version) {
        String changed = version.apply(sources);
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", directory.toString()));
        try {
            for (String source : changed.split("(?m)^(?=package )", -1)) {
                Matcher name = NAME.matcher(source);
                if (name.find()) {
                    Path file = Files.createDirectories(directory.resolve(Integer.toString(arguments.size())))
                            .resolve(name.group(1) + ".java");
                    arguments.add(Files.writeString(file, source).toString());
                }
            }
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            if (ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new)) != 0) {
                throw new AssertionError(said.toString(StandardCharsets.UTF_8));
            }
            loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClassLoader loader() {
        return loader;
    }

    /** Calls the static method of that name. */
    Object call(String type, String name, Object... arguments) throws ReflectiveOperationException {
        Method method = Arrays.stream(loader.loadClass(type).getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(type + '.' + name));
        return method.invoke(null, arguments);
    }
}
