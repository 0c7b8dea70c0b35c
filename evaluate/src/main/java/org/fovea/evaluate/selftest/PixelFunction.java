package org.fovea.evaluate.selftest;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A smooth number that a network's answer gives, as a function of pixels. */
interface PixelFunction {
    /** "segmentation" or "pose". */
    String network();

    /** What the frames that it looks at are called, in the order of the pixels. */
    List<String> frames();

    /**
     * The network's input.
     *
     * @param pixels float [frames, 3, height, width], RGB 0..255
     */
    Tensor prepared(Tensor pixels);

    /**
     * The distortion against fixed reference answers.
     *
     * @param prepared what {@link #prepared} returned
     * @return one double
     */
    Tensor distortion(Tensor prepared);
}
