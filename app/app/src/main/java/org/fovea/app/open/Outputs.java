package org.fovea.app.open;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.jspecify.annotations.Nullable;

/** What is checked before a command writes. */
public final class Outputs {
    private Outputs() {}

    private static final String STANDARD_OUTPUT = "-";

    /** Bytes of a name, so that the temporary name, which is longer, is one that file systems take. */
    private static final int MAX_NAME = 200;

    /** Whether a name means standard output, not a file: {@code -} does. */
    public static boolean isStandardOutput(Path output) {
        return output.toString().equals(STANDARD_OUTPUT);
    }

    /**
     * Refuses an output that exists, unless {@code force}; also one that cannot be a file at all, or cannot be written,
     * before the work for it begins.
     *
     * @param output null where none was asked for
     */
    public static void verifyFree(@Nullable Path output, boolean force) {
        if (output == null) {
            return;
        }
        if (Files.isDirectory(output)) {
            throw AppException.usage(output + ": is a folder; name a file");
        }
        if (Files.exists(output) && !Files.isRegularFile(output)) {
            throw AppException.usage(output + ": is a device or pipe and would be replaced; name a file");
        }
        if (!force && Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
            throw AppException.usage(output + ": exists already; add --force to overwrite it");
        }
        Path name = output.getFileName();
        if (name != null && name.toString().getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            throw AppException.usage(name.toString().substring(0, 20) + "…: a name of more than " + MAX_NAME
                    + " bytes; choose a shorter one");
        }
        Path folder = existingFolder(output);
        if (!Files.isWritable(folder)) {
            throw AppException.environment(output + ": " + folder
                    + " cannot be written; choose another output, or check the permissions there");
        }
    }

    /** Refuses to begin writing {@code bytes} to {@code output} where the disk has no room for them. */
    public static void verifySpace(Path output, long bytes) {
        Path folder = existingFolder(output);
        long free = freeSpace(folder);
        if (free < bytes) {
            throw AppException.environment(output + ": needs " + Text.size(bytes) + ", the disk has " + Text.size(free)
                    + " free; free some space or write elsewhere");
        }
    }

    /** The bytes that this process may still write in {@code folder}; 0 where the system does not say. */
    public static long freeSpace(Path folder) {
        // No FileStore: it fails where the mount point cannot be found, as in a changed root.
        return folder.toFile().getUsableSpace();
    }

    /** The folder that an output is made in: the one that it is itself, or the nearest above it that is there. */
    public static Path existingFolder(Path output) {
        Path folder = output.toAbsolutePath();
        while (!Files.isDirectory(folder)) {
            folder = folder.getParent();
            if (folder == null) {
                throw AppException.usage(output + ": has no parent folder");
            }
        }
        return folder;
    }
}
