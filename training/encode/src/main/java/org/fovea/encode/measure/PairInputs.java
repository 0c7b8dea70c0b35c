package org.fovea.encode.measure;

import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.render.PairInput;

/** What the pairs of an archive are rendered from, in any order. Thread-safe. */
@FunctionalInterface
public interface PairInputs {
    /** Those of an archive; masks are decoded here, once. */
    static PairInputs of(RendererContent content) {
        if (content.hasLatents()) {
            return pair -> new PairInput.Latents(content.latents(pair));
        }
        MaskTensor masks = MaskTensor.of(content.masks());
        return pair -> new PairInput.Mask(masks.frame(pair));
    }

    /** The input of a pair, counted from 0. */
    PairInput of(int pair);
}
