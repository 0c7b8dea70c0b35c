package org.fovea.encode.train;

/**
 * One pair of the clip as the trainer needs it. Nobody changes the arrays.
 *
 * @param mask what the renderer draws from: class ids
 * @param classes the target: what the segmentation network says about the original; differs from {@code mask} where that was simplified
 * @param wantedPose the pose network's answer on the original
 * @param pose the pose that the renderer is given
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
public record TrainingPair(byte[] mask, byte[] classes, float[] wantedPose, float[] pose) {}
