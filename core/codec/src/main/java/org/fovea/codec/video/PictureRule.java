package org.fovea.codec.video;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.io.ByteWriter;

/**
 * What makes frames of a video's pictures.
 *
 * @param colour what the samples mean
 * @param enlargement how pictures become as large as the frames, plane by plane; of no importance where they are as
 *     large already
 * @param steps what is done to the RGB frames, in this order; at most one of a kind
 */
public record PictureRule(PictureColour colour, Enlargement enlargement, List<PictureStep> steps) {
    private static final String SECTION = "picture";
    private static final int MAX_STEPS = 8;

    /** @throws IllegalArgumentException where a kind of step is there twice */
    public PictureRule {
        steps = List.copyOf(steps);
        long kinds = steps.stream().map(Object::getClass).distinct().count();
        if (steps.size() > MAX_STEPS || kinds != steps.size()) {
            throw new IllegalArgumentException("a picture step occurs twice");
        }
    }

    /** Whether the learned filter is one of the steps. */
    public boolean filters() {
        return steps.contains(new PictureStep.Filter());
    }

    /** The same with other steps. */
    public PictureRule with(List<PictureStep> others) {
        return new PictureRule(colour, enlargement, others);
    }

    /** The stored form. */
    public byte[] toBytes() {
        ByteWriter out = new ByteWriter()
                .u8(colour.matrix().ordinal())
                .u8(colour.range().ordinal())
                .u8(colour.layout().ordinal())
                .u8(colour.depth())
                .u8(enlargement.ordinal())
                .u8(steps.size());
        steps.forEach(step -> PictureStep.write(step, out));
        return out.toByteArray();
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
        in.verify(count <= MAX_STEPS, "more than " + MAX_STEPS + " steps");
        List<PictureStep> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(PictureStep.read(in));
        }
        in.verifyEnd();
        try {
            return new PictureRule(colour, enlargement, steps);
        } catch (IllegalArgumentException e) {
            throw in.error(e);
        }
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
