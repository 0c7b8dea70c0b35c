package org.fovea.encode.run;

import org.fovea.evaluate.score.Score;

/**
 * An archive that was made at some price of a byte.
 *
 * @param rate points for an archive as large as the original, which decided in its later stages
 * @param bytes of the archive's file
 * @param loss points that the networks lose on all pairs, as the decoder's frames have it
 * @param score the same archive at the objective's own price
 * @param seconds of processor time in the process that finished it
 */
public record PriceTrial(double rate, long bytes, double loss, Score score, double seconds) {}
