package org.fovea.fleet.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Storage whose files have addresses such as {@code s3a://bucket/clip.mp4}, and no paths of this machine. What will not pass, a file that is not there or an access that is refused, is told by a
 * {@link FileSystemException}, whose reason is for people and names no address; every other {@link IOException} may pass. Neither says anything of passwords and keys. May be called by several threads.
 */
public interface ClipStore {
    /** Of an address; file: is not one, since it stands for a path. */
    Pattern ADDRESS = Pattern.compile("(?!file:)[A-Za-z][A-Za-z0-9+.-]+://.*");

    /** No storage but paths: every address is refused, with a word on how it would be reached. */
    ClipStore NONE = new ClipStore() {
        @Override
        public Facts facts(String address) throws IOException {
            throw refused(address);
        }

        @Override
        public InputStream open(String address) throws IOException {
            throw refused(address);
        }

        @Override
        public List<Found> list(String folder, boolean deep) throws IOException {
            throw refused(folder);
        }

        private static FileSystemException refused(String address) {
            return new FileSystemException(
                    address,
                    null,
                    "addresses are read through Apache Spark; add --master local[2], or that of a cluster, see docs/fleet.md");
        }
    };

    /**
     * What is told without reading a file.
     *
     * @param bytes its size
     * @param modified when it was last changed, in milliseconds since 1970
     */
    record Facts(long bytes, long modified) {}

    /**
     * A file of a folder.
     *
     * @param name from the folder, with slashes between further folders
     * @param facts of the file
     */
    record Found(String name, Facts facts) {}

    /** Size and date of a file. */
    Facts facts(String address) throws IOException;

    /** Reads a file from its beginning. */
    InputStream open(String address) throws IOException;

    /**
     * Finds the files of a folder.
     *
     * @param deep whether those of all folders below are found, too
     */
    List<Found> list(String folder, boolean deep) throws IOException;

    /** Address of a file in a folder. */
    static String address(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** Whether a text is an address, and no path. */
    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }
}
