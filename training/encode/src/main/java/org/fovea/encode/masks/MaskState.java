package org.fovea.encode.masks;

import java.util.List;

/**
 * Masks and what they really cost.
 *
 * @param masks the masks
 * @param seen what the networks see on each pair
 * @param bytes of the mask stream
 * @param coded what each frame's pixels cost
 */
record MaskState(Masks masks, List<Seen> seen, long bytes, List<CodedBits> coded) {
    /** Wrong pixels of all pairs, each by its worth. */
    double wrong() {
        return seen.stream().mapToDouble(Seen::lost).reduce(0, Double::sum);
    }

    /** Mean pose distortion. */
    double pose() {
        return seen.stream().mapToDouble(Seen::pose).sum() / seen.size();
    }
}
