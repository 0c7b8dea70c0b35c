package org.fovea.encode;

import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskTensor;

/**
 * An archive between two steps of an encode as the bytes of a file, from which the next step begins, so that a resumed
 * encode knows exactly what an uninterrupted one knows.
 */
public final class ArchiveBytes {
    private ArchiveBytes() {}

    /** The file; masks are coded with this effort. */
    public static byte[] of(ArchiveContent content, MaskEffort effort) {
        return of(content, effort, ProgressListener.NONE);
    }

    /**
     * The file.
     *
     * @param effort that masks are coded with
     * @param progress called after each frame of masks
     */
    public static byte[] of(ArchiveContent content, MaskEffort effort, ProgressListener progress) {
        return ArchiveFile.zipped(ArchiveFile.encode(content, new ClassMaskCodec(effort, progress)));
    }

    /** What a file says, with all masks decoded. */
    public static ArchiveContent read(byte[] file) {
        return read(file, ProgressListener.NONE);
    }

    /**
     * What a file says, with all masks decoded.
     *
     * @param progress called after each frame of masks
     */
    public static ArchiveContent read(byte[] file, ProgressListener progress) {
        return unpacked(ArchiveFile.open(file).drawable(), progress);
    }

    /** The same archive with all masks decoded, where there are any. */
    public static ArchiveContent unpacked(ArchiveContent content) {
        return unpacked(content, ProgressListener.NONE);
    }

    private static ArchiveContent unpacked(ArchiveContent content, ProgressListener progress) {
        return content instanceof RendererContent renderer && !renderer.hasLatents()
                ? renderer.withMasks(MaskTensor.of(renderer.masks(), progress))
                : content;
    }
}
