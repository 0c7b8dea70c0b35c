package org.fovea.codec.mask;

/**
 * What distinguishes BEST from MAX.
 *
 * @param units hidden units of the feature network
 * @param hashBits binary logarithm of the vectors per context of the context network
 * @param hashUnits its hidden units
 * @param replayFrames frames whose hard samples train the feature network once more after every frame; 0 for none
 */
record RichSettings(int units, int hashBits, int hashUnits, int replayFrames) {
    static final RichSettings BEST = new RichSettings(32, 12, 16, 0);
    static final RichSettings MAX = new RichSettings(64, 14, 32, 8);
}
