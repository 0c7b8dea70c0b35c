package org.fovea.codec.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Folders that were made for an output, so that an output that fails takes them away again. Folders that were there
 * before, and those that hold something, are left.
 *
 * @param deepestFirst those that were made, each before its parent
 */
public record MadeFolders(List<Path> deepestFirst) {
    private static final Set<MadeFolders> OPEN = Collections.newSetFromMap(new IdentityHashMap<>());

    public MadeFolders {
        deepestFirst = List.copyOf(deepestFirst);
    }

    /**
     * Makes a folder with the parents that are missing.
     *
     * @throws IOException where it cannot be made, or the program is ending and it would not be taken away again
     */
    public static MadeFolders make(Path folder) throws IOException {
        synchronized (OPEN) {
            AtomicFile.verifyRunning();
            List<Path> missing = DurableFiles.missing(folder);
            DurableFiles.makeFolders(folder);
            MadeFolders made = new MadeFolders(missing);
            if (!missing.isEmpty()) {
                OPEN.add(made);
            }
            return made;
        }
    }

    /** The output is complete: they stay, also where the process ends in the middle of something else. */
    public void keep() {
        synchronized (OPEN) {
            OPEN.remove(this);
        }
    }

    /**
     * Takes those away that no complete output has claimed. For the end of the process, after the unfinished files.
     *
     * @return whether all of them are gone
     */
    static boolean removeAll() {
        List<MadeFolders> all;
        synchronized (OPEN) {
            all = List.copyOf(OPEN);
        }
        boolean gone = true;
        for (int pass = 0; pass < 2; pass++) { // one may lie in another
            gone = true;
            for (MadeFolders made : all) {
                gone &= made.remove();
            }
        }
        return gone;
    }

    /** Takes them away, as far as they are empty. */
    public void removeEmpty() {
        keep();
        remove();
    }

    private boolean remove() {
        for (Path folder : deepestFirst) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                return false; // it holds something, and so do its parents
            }
        }
        return true;
    }
}
