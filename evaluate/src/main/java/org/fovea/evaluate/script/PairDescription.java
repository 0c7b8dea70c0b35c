package org.fovea.evaluate.script;

/**
 * Two networks of one's own that score together.
 *
 * @param name for people
 * @param segmentation the segmentation network
 * @param pose the pose network
 */
public record PairDescription(String name, SegmentationDescription segmentation, PoseDescription pose) {}
