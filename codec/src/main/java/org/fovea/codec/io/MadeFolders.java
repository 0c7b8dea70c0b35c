package org.fovea.codec.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders that were made for an output, so that an output that fails takes them away again. Folders that were there before, and those that hold something, are left.
 *
 * @param deepestFirst those that were made, each before its parent
 */
public record MadeFolders(List<Path> deepestFirst) {
    /** Copies. */
    public MadeFolders {
        deepestFirst = List.copyOf(deepestFirst);
    }

    /** Makes a folder with the parents that are missing. */
    public static MadeFolders make(Path folder) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path path = folder.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            missing.add(path);
        }
        Files.createDirectories(folder);
        return new MadeFolders(missing);
    }

    /** Takes them away, as far as they are empty. */
    public void removeEmpty() {
        for (Path folder : deepestFirst) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                return; // it holds something, and so do its parents
            }
        }
    }
}
