package org.fovea.encode.train;

import org.fovea.evaluate.PairAnswer;

/**
 * One pair of the clip as the trainer needs it. The arrays are never changed.
 *
 * @param mask what the renderer renders from: class ids
 * @param wanted the target: what the networks say about the original; its classes differ from {@code mask} where that
 *     was simplified
 * @param pose the pose that the renderer is given
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
public record TrainingPair(byte[] mask, PairAnswer wanted, float[] pose) {}
