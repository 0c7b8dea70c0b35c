package org.fovea.codec.video;

import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;

/**
 * What makes frames of a video's pictures.
 *
 * @param enlargement how pictures become as large as the frames, plane by plane; of no importance where they are as
 *     large already
 * @param filters whether the learned filter, whose weights are a section of their own, is applied to the RGB frames
 */
public record PictureRule(PictureColour colour, Enlargement enlargement, boolean filters) {
    private static final String SECTION = "picture";
    /** The id of the only step on RGB frames. */
    private static final int FILTER = 1;

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter()
                .u8(colour.matrix().ordinal())
                .u8(colour.range().ordinal())
                .u8(colour.layout().ordinal())
                .u8(colour.depth())
                .u8(enlargement.ordinal())
                .u8(filters ? 1 : 0);
        return (filters ? out.u8(FILTER) : out).toByteArray();
    }

    /**
     * Reads the stored form.
     *
     * @throws org.fovea.codec.FormatException where it is damaged or of a newer version
     */
    public static PictureRule parse(byte[] bytes) {
        ByteReader in = new ByteReader(SECTION, bytes);
        PictureColour colour = colour(in);
        Enlargement enlargement = choice(in, Enlargement.values(), "way of enlarging");
        int count = in.u8();
        in.verify(count <= 1, count + " picture steps", FormatException.NEWER);
        if (count == 1) {
            int id = in.u8();
            in.verify(id == FILTER, "picture step " + id + " is unknown", FormatException.NEWER);
        }
        in.verifyEnd();
        return new PictureRule(colour, enlargement, count == 1);
    }

    private static PictureColour colour(ByteReader in) {
        PictureColour.Matrix matrix = choice(in, PictureColour.Matrix.values(), "matrix");
        PictureColour.Range range = choice(in, PictureColour.Range.values(), "range");
        PictureColour.Layout layout = choice(in, PictureColour.Layout.values(), "layout");
        int depth = in.u8();
        in.verify(depth == 8 || depth == 10, "samples of " + depth + " bits");
        return new PictureColour(matrix, range, layout, depth);
    }

    private static <E> E choice(ByteReader in, E[] all, String what) {
        int index = in.u8();
        in.verify(index < all.length, what + " " + index + " is unknown", FormatException.NEWER);
        return all[index];
    }
}
