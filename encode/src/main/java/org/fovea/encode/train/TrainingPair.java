package org.fovea.encode.train;

/**
 * One pair of the clip as the trainer needs it. Nobody changes the arrays.
 *
 * @param mask what the renderer draws from: class ids
 * @param classes what the segmentation network saw in the original; differs from {@code mask} where that was simplified
 * @param wantedPose the pose network's answer on the original
 * @param pose what the renderer is told of it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
public record TrainingPair(byte[] mask, byte[] classes, float[] wantedPose, float[] pose) {}
