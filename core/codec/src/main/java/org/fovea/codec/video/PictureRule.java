package org.fovea.codec.video;

import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;

/**
 * What makes frames of a video's pictures, whose samples are BT.601 of limited range, 4:2:0, as the challenge reads
 * every clip. A stream that says otherwise of itself is refused: taken for something else, its pictures would be wrong
 * without anybody noticing.
 *
 * @param depth bits of a sample as coded, 8 or 10; decoded pictures have 8 in any case
 * @param enlargement how pictures become as large as the frames, plane by plane; of no importance where they are as
 *     large already
 * @param filters whether the learned filter, whose weights are a section of their own, is applied to the RGB frames
 */
public record PictureRule(int depth, Enlargement enlargement, boolean filters) {
    private static final String SECTION = "picture";
    /** Of each there is but one kind, number 0. */
    private static final List<String> COLOUR = List.of("matrix", "range", "layout");
    /** The id of the only step on RGB frames. */
    private static final int FILTER = 1;

    /** @throws IllegalArgumentException where the depth is another one */
    public PictureRule {
        if (depth != 8 && depth != 10) {
            throw new IllegalArgumentException("samples of " + depth + " bits; only 8 and 10 are supported");
        }
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter();
        COLOUR.forEach(what -> out.u8(0));
        out.u8(depth).u8(enlargement.ordinal()).u8(filters ? 1 : 0);
        return (filters ? out.u8(FILTER) : out).toByteArray();
    }

    /**
     * Reads the stored form.
     *
     * @throws org.fovea.codec.FormatException where it is damaged or of a newer version
     */
    public static PictureRule parse(byte[] bytes) {
        ByteReader in = new ByteReader(SECTION, bytes);
        COLOUR.forEach(what -> choice(in, 1, what));
        int depth = in.u8();
        in.verify(depth == 8 || depth == 10, "samples of " + depth + " bits");
        Enlargement enlargement = Enlargement.values()[choice(in, Enlargement.values().length, "way of enlarging")];
        int count = in.u8();
        in.verify(count <= 1, count + " picture steps", FormatException.NEWER);
        if (count == 1) {
            int id = in.u8();
            in.verify(id == FILTER, "picture step " + id + " is unknown", FormatException.NEWER);
        }
        in.verifyEnd();
        return new PictureRule(depth, enlargement, count == 1);
    }

    private static int choice(ByteReader in, int kinds, String what) {
        int index = in.u8();
        in.verify(index < kinds, what + " " + index + " is unknown", FormatException.NEWER);
        return index;
    }
}
