package org.fovea.lab.record;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * What was lost on one pair; written as {@code [pair, segmentation, pose]}.
 *
 * @param pair number in the whole clip
 * @param segmentation share of pixels of another class, 0..1
 * @param pose pose distortion, 0 or more
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@com.fasterxml.jackson.annotation.JsonPropertyOrder({"pair", "segmentation", "pose"})
public record PairDistortion(int pair, double segmentation, double pose) {
    public PairDistortion {
        if (pair < 0 || !(segmentation >= 0 && segmentation <= 1) || !(pose >= 0 && pose < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "pair " + pair + " with segmentation " + segmentation + " and pose " + pose);
        }
    }
}
