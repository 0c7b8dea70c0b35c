package org.fovea.challenge.official;

/**
 * The identity of a file. The challenge's repository keeps these files with Git LFS, whose object id is the SHA-256.
 *
 * @param path within the challenge's repository, with slashes
 * @param bytes size
 * @param sha256 hexadecimal, lower case
 */
public record OfficialFile(String path, long bytes, String sha256) {
    public OfficialFile {
        if (bytes < 1 || !sha256.matches("[0-9a-f]{64}") || path.startsWith("/") || path.contains("..")) {
            throw new IllegalArgumentException(path + ", " + bytes + " bytes, " + sha256);
        }
    }
}
