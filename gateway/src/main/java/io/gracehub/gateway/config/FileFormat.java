// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that is there and can be read. */
final class FileFormat implements Format<Path> {

    @Override
    public Path parse(String value) throws BadValueException {
        Path file;
        try {
            file = Path.of(value);
        } catch (InvalidPathException invalid) {
            throw new BadValueException("not a path");
        }
        if (!Files.exists(file)) {
            throw new BadValueException("there is no such file");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new BadValueException("it is not a file that can be read");
        }
        return file;
    }

    @Override
    public String accepted() {
        return "a readable PEM file";
    }
}
