package org.fovea.app.inflate;

import org.fovea.evaluate.FramePair;

/**
 * A pair that was drawn.
 *
 * @param index of the pair, counted from 0
 * @param frames both frames: RGB bytes, row by row
 */
public record InflatedPair(int index, FramePair frames) {}
