package org.fovea.video.colour;

/**
 * Samples of a frame, plane by plane: bytes, or two bytes each, the lower first, where they have more than 8 bits.
 * Held, not copied: a decoder fills the same arrays for every frame.
 *
 * @param data a plane each, row by row; rows may be followed by bytes that mean nothing
 * @param stride bytes from a row to the next, for each plane
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of samples that is never compared
public record Planes(byte[][] data, int[] stride) {}
