package org.fovea.fleet.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Storage whose files have addresses such as {@code s3a://bucket/clip.mp4}, and no paths of this machine. What will not
 * pass, a file that is not there or an access that is refused, is reported by a {@link FileSystemException}, whose
 * reason is written for users and names no address; every other {@link IOException} may pass. Neither says anything of
 * passwords and keys. May be called by several threads.
 */
public interface RemoteFiles {
    /** Of an address; file: is not one, since it stands for a path. */
    Pattern ADDRESS = Pattern.compile("(?!file:)[A-Za-z][A-Za-z0-9+.-]+://.*");

    /** No storage but paths: every address is refused, with a word on how it would be reached. */
    RemoteFiles NONE = new RemoteFiles() {
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
                    "addresses are reached through Apache Spark; add --master local[2], or that of a cluster, see "
                            + "docs/fleet.md");
        }
    };

    /**
     * What is known without reading a file.
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

    /**
     * What is wrong with an address: they are kept in files and shown in messages, so that nothing secret may be in
     * them.
     */
    static Optional<String> whyNot(String address) {
        int from = address.indexOf("://") + 3;
        int slash = address.indexOf('/', from);
        String authority = address.substring(from, slash < 0 ? address.length() : slash);
        if (authority.contains("@") && authority.contains(":")) {
            return Optional.of("an address of " + address.substring(0, from)
                    + " has a password in it, which would be kept; docs/fleet.md says how passwords are given");
        }
        if (address.regionMatches(true, 0, "http", 0, 4)) {
            return Optional.of(
                    address.substring(0, from) + " tells neither size nor date for certain; s3a:// and hdfs:// do");
        }
        return Optional.empty();
    }

    /** Whether a text is an address, and no path. */
    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }
}
