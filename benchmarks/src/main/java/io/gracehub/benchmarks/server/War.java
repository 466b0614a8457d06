// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A WAR of classes of this module.
 *
 * @param name its name without the ending, which is its context root too
 */
public record War(String name, List<Class<?>> classes, List<Path> libraries) {

    public War {
        classes = List.copyOf(classes);
        libraries = List.copyOf(libraries);
    }

    public static War of(String name, Class<?>... classes) {
        return new War(name, List.of(classes), List.of());
    }

    /** Returns the same with a library. */
    public War with(Path library) {
        List<Path> more = new ArrayList<>(libraries);
        more.add(library);
        return new War(name, classes, more);
    }

    /** Writes it next to the place first: whoever watches that never sees half of it. */
    void writeTo(Path file) {
        Path half = file.resolveSibling("../" + name + ".half").normalize();
        try (OutputStream out = Files.newOutputStream(half);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Class<?> type : classes) {
                write(zip, type);
            }
            for (Path library : libraries) {
                zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + library.getFileName()));
                Files.copy(library, zip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ZipOutputStream zip, Class<?> type) throws IOException {
        String path = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("no class file of " + type);
            }
            zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + path));
            in.transferTo(zip);
        }
    }
}
