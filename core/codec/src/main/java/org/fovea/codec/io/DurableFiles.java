package org.fovea.codec.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that a power cut does not take back. A system writes to the disk when it likes, and in which order
 * it likes: a name may be there before the content, a file before the folder that it is in. So contents are forced
 * before a name promises them, and after each new name the folder that holds it.
 */
public final class DurableFiles {
    private static final AtomicLong FORCED = new AtomicLong();

    private DurableFiles() {}

    /** Makes a folder with the parents that are missing; nothing happens where it is there. */
    public static Path makeFolders(Path folder) throws IOException {
        List<Path> missing = missing(folder);
        Files.createDirectories(folder);
        missing.forEach(made -> forceFolder(made.getParent()));
        return folder;
    }

    /** The folders that are not there, each before its parent. */
    static List<Path> missing(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path path = folder.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            missing.add(path);
        }
        return missing;
    }

    /**
     * Gives a complete file its name, and takes it from whatever has that name; missing folders are made.
     *
     * @param file on the same disk; as good as any other once this has returned
     */
    public static void move(Path file, Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            makeFolders(folder);
        }
        force(file);
        replace(file, target);
        forceFolder(folder);
    }

    /** Moves a file in one step where the system can. */
    static void replace(Path file, Path target) throws IOException {
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public static void force(Path file) throws IOException {
        force(file, StandardOpenOption.WRITE);
    }

    /**
     * The names in a folder are on the disk. Not every system opens folders; there they are as safe as it makes them.
     */
    static void forceFolder(@Nullable Path folder) {
        try {
            if (folder != null) {
                force(folder, StandardOpenOption.READ);
            }
        } catch (IOException e) {
            return; // what is in it is complete and in place; only when the disk learns of it is left to the system
        }
    }

    private static void force(Path path, OpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
            FORCED.incrementAndGet();
        }
    }

    /** How often this process has asked the system to write to the disk, for tests. */
    static long forced() {
        return FORCED.get();
    }
}
