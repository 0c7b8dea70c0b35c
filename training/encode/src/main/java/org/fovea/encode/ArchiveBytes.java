package org.fovea.encode;

import java.util.Optional;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.WeightBase;

/**
 * An archive between two steps of an encode as the bytes of a file, from which the next step begins, so that a resumed
 * encode knows exactly what an uninterrupted one knows.
 */
public final class ArchiveBytes {
    private ArchiveBytes() {}

    /**
     * The file.
     *
     * @param effort that masks are coded with
     * @param progress called after each frame of masks
     */
    public static byte[] of(ArchiveContent content, MaskEffort effort, ProgressListener progress) {
        return ArchiveFile.zipped(ArchiveFile.encode(content, new ClassMaskCodec(effort, progress)));
    }

    /**
     * What a file says, with all masks decoded.
     *
     * @param base of the run that made it, if it has one
     * @param progress called after each frame of masks
     */
    public static ArchiveContent read(byte[] file, Optional<WeightBase> base, ProgressListener progress) {
        return unpacked(drawable(ArchiveFile.open(file), base), progress);
    }

    /**
     * What a file says; masks are decoded as they are read.
     *
     * @param base of the run that made it, if it has one
     */
    public static ArchiveContent drawable(ArchiveFile file, Optional<WeightBase> base) {
        ArchiveContent content = base.map(file::with).orElse(file).drawable();
        // Between two stages a network may be too far from its base to be coded with it.
        return content instanceof RendererContent renderer && base.isPresent() ? renderer.on(base.get()) : content;
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
