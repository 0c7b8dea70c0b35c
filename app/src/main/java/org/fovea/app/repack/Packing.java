package org.fovea.app.repack;

import org.fovea.app.AppException;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;

/** Codes content that came from a file. */
public final class Packing {
    private Packing() {}

    /**
     * Codes content.
     *
     * @param name of the file it came from, for messages
     * @throws AppException where it is more than the format can hold; foreign layouts have other limits
     */
    public static Archive encode(String name, ArchiveContent content, ClassMaskCodec masks) {
        try {
            return ArchiveFile.encode(content, masks);
        } catch (IllegalArgumentException e) {
            throw AppException.badInput(
                    name + ": cannot be packed: " + e.getMessage() + "; docs/format.md has the limits of the format");
        }
    }
}
