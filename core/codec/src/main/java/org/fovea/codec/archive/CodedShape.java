package org.fovea.codec.archive;

import org.fovea.codec.mask.MaskShape;

/**
 * Size of what an archive holds: a class mask for each pair of frames, or the pictures of a video, two for each pair,
 * or nothing, where a network renders pictures of this size from a few numbers.
 *
 * @param pairs pairs of output frames, 1..{@link ArchiveHeader#MAX_PAIRS}
 * @param height rows of a mask or picture, 1..4096
 * @param width columns of it, 1..4096
 * @param classes classes of the masks, 2..256; 0 where there are none
 */
public record CodedShape(int pairs, int height, int width, int classes) {
    /** @throws IllegalArgumentException where a number is out of its range */
    public CodedShape {
        if (classes == 0) {
            new MaskShape(pairs, height, width, 2); // the same limits
        } else {
            new MaskShape(pairs, height, width, classes);
        }
    }

    public static CodedShape of(MaskShape masks) {
        return new CodedShape(masks.frames(), masks.height(), masks.width(), masks.classes());
    }

    /** Shape of pictures, of a video or of a network that needs no masks. */
    public static CodedShape ofPictures(int pairs, int height, int width) {
        return new CodedShape(pairs, height, width, 0);
    }

    public boolean hasMasks() {
        return classes != 0;
    }
}
