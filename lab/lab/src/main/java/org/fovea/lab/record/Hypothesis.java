package org.fovea.lab.record;

import java.time.Instant;
import java.util.Optional;

/**
 * Why something might help.
 *
 * @param family which part of the codec it is about, as in "masks"
 */
public record Hypothesis(String text, String mechanism, String family, Expected expected, Author by, Instant time)
        implements LabRecord {
    public Hypothesis {
        Texts.required("text of the hypothesis", text);
        Texts.required("mechanism", mechanism);
        Texts.required("family", family);
        time = Texts.time(time);
    }

    /**
     * Expected change against the baseline; negative is better.
     *
     * @param segmentation of the segmentation distortion, a share of pixels
     * @param pose of the pose distortion
     */
    public record Expected(Optional<Long> bytes, Optional<Double> segmentation, Optional<Double> pose) {}
}
