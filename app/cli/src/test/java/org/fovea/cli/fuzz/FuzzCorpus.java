package org.fovea.cli.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * What searches left behind for a target: a ZIP file of inputs that between them pass every edge that some input has
 * passed. The next search begins there, and every build reads them all.
 */
final class FuzzCorpus {
    /** Of a target, so that all of them stay small in the repository; the shortest inputs are kept. */
    private static final int MOST_BYTES = 40_000;

    private FuzzCorpus() {}

    private static Path file(Path root, String target) {
        return folder(root).resolve("corpus").resolve(target + ".zip");
    }

    /** Where all that was found is. */
    static Path folder(Path root) {
        return root.resolve("app/cli/src/test/resources/fuzz");
    }

    /** The inputs, where there are any. */
    static List<byte[]> read(Path root, String target) throws IOException {
        return inputs(file(root, target));
    }

    /** Whole payloads of a reader of published files; nearly all weights in them are zero. */
    static List<byte[]> seeds(Path root, String target) throws IOException {
        return inputs(folder(root).resolve("seeds").resolve(target + ".zip"));
    }

    private static List<byte[]> inputs(Path file) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file);
                    ZipInputStream zip = new ZipInputStream(in)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    inputs.add(zip.readAllBytes());
                }
            }
        }
        return inputs;
    }

    /** Keeps the files of a folder in place of what was kept. */
    static void write(Path root, String target, Path inputs) throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(inputs)) {
            for (Path file : files.sorted().toList()) {
                all.add(Files.readAllBytes(file));
            }
        }
        all.sort(Comparator.comparingInt((byte[] input) -> input.length).thenComparing(Arrays::compare));
        Path file = file(root, target);
        Files.createDirectories(file.getParent());
        int left = MOST_BYTES;
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (int i = 0; i < all.size() && left >= all.get(i).length; i++) {
                ZipEntry entry = new ZipEntry(Integer.toString(i));
                entry.setLastModifiedTime(FileTime.fromMillis(0)); // the same inputs give the same file
                zip.putNextEntry(entry);
                zip.write(all.get(i));
                left -= all.get(i).length;
            }
        }
    }
}
