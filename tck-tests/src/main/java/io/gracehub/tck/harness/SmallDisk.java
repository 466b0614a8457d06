// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A disk of two megabytes that can be filled: a file system in memory, which is taken away when it is closed. */
public final class SmallDisk implements AutoCloseable {

    private static final int SIZE = 2 << 20;
    private static final int PAGE = 4096;

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** Mounts an empty one. */
    public static SmallDisk mount() {
        try {
            Path parent =
                    Files.createDirectories(Path.of(System.getProperty("gracehub.tck.servers", "target/servers")));
            Path root = Files.createTempDirectory(parent.toAbsolutePath(), "disk");
            CommandResult result = Commands.run(
                    Bound.SOON,
                    Map.of(),
                    List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "gracehub-tck", root.toString()));
            if (result.exitCode() != 0) {
                throw new AssertionError("This test mounts a small file system (tmpfs), which root may do on Linux: "
                        + result.output().strip() + ". Run it as root.");
            }
            return new SmallDisk(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where a file of it is; the directory is there. */
    public Path path(String name) {
        return root.resolve(name);
    }

    /** Writes until there is no room for another byte, nor in the last page of a file that is appended to. */
    public void fill() {
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                int beyond = (int) (Files.size(file) % PAGE);
                Files.write(file, new byte[beyond == 0 ? 0 : PAGE - beyond], StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        fillUp();
    }

    private void fillUp() {
        try (OutputStream ballast = Files.newOutputStream(root.resolve("ballast"))) {
            byte[] zeros = new byte[1024];
            for (int written = 0; written <= 2 * SIZE; written += zeros.length) {
                ballast.write(zeros);
            }
        } catch (IOException full) {
            if (!full()) {
                throw new UncheckedIOException(full);
            }
            return;
        }
        throw new AssertionError("the disk at " + root + " cannot be filled");
    }

    /** Whether there is no room for another byte. */
    public boolean full() {
        try {
            return Files.getFileStore(root).getUsableSpace() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what {@link #fill} has written. */
    public void empty() {
        try {
            Files.delete(root.resolve("ballast"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // lazily: a process that has been killed may not have closed its files yet
        CommandResult result = Commands.run(Bound.SOON, Map.of(), List.of("umount", "--lazy", root.toString()));
        if (result.exitCode() != 0) {
            throw new AssertionError("umount " + root + ": " + result.output());
        }
    }
}
