package org.fovea.evaluate;

/**
 * The output of the networks on a pair of frames. Holds the arrays that it is given; they must not change afterwards.
 *
 * @param classes class of every pixel of the segmentation network's output, row by row; the lowest class among equal
 *     largest logits. Where the network sees both frames, the second frame's map follows the first one's.
 * @param pose all outputs of the pose network, also those that do not count
 * @param further what is kept of the answers of each {@link FurtherNetwork}, one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of results that is never compared
public record PairAnswer(byte[] classes, float[] pose, float[] further) {}
