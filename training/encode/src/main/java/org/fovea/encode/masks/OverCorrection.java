package org.fovea.encode.masks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.mask.MaskShape;

/**
 * Proposals that make the mask say more than is true so that the network sees what is: where it sees class b along a
 * boundary although the original is a, the pixels of b next to them become a.
 */
record OverCorrection(MaskShape shape) {
    /** Smaller errors cannot pay for the bits of a bump. */
    private static final int SMALLEST = 3;

    /** So far from flips that are tried anyway. */
    private static final int DISTANCE = 4;

    /**
     * Proposals for one pair.
     *
     * @param mask as it is now
     * @param others proposals of this pair that are tried at the same time
     */
    List<Proposal> proposals(int pair, byte[] wanted, byte[] mask, byte[] seen, List<Proposal> others) {
        boolean[] taken = new boolean[mask.length];
        others.forEach(other -> other.mark(shape, taken, DISTANCE));
        List<Proposal> found = new ArrayList<>();
        for (Proposal wrong : Proposal.between(shape, pair, wanted, seen)) {
            if (wrong.pixels().length < SMALLEST) {
                continue;
            }
            Proposal emphasised = around(wrong, wanted, mask);
            if (emphasised.pixels().length > 0
                    && Arrays.stream(emphasised.pixels()).noneMatch(pixel -> taken[pixel])) {
                found.add(emphasised);
                emphasised.mark(shape, taken, DISTANCE);
            }
        }
        return found;
    }

    /**
     * The pixels of a wrong region and those next to it whose class in the mask is what is seen there; they become what
     * is wanted.
     */
    private Proposal around(Proposal wrong, byte[] wanted, byte[] mask) {
        int width = shape.width();
        int[] pixels = new int[5 * wrong.pixels().length];
        byte[] to = new byte[pixels.length];
        boolean[] listed = new boolean[mask.length];
        int count = 0;
        for (int i = 0; i < wrong.pixels().length; i++) {
            int at = wrong.pixels()[i];
            int x = at % width;
            int[] places = {
                at,
                x > 0 ? at - 1 : at,
                x < width - 1 ? at + 1 : at,
                at >= width ? at - width : at,
                at < mask.length - width ? at + width : at
            };
            for (int place : places) {
                if (!listed[place] && mask[place] == wrong.to()[i] && mask[place] != wanted[at]) {
                    listed[place] = true;
                    pixels[count] = place;
                    to[count++] = wanted[at];
                }
            }
        }
        return new Proposal(wrong.pair(), Arrays.copyOf(pixels, count), Arrays.copyOf(to, count));
    }
}
