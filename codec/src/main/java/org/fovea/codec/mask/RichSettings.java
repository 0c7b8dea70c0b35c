package org.fovea.codec.mask;

/**
 * What distinguishes BEST from MAX.
 *
 * @param units hidden units of the feature network
 * @param crosses number of feature combinations that the cross network sees
 * @param hashBits binary logarithm of the vectors per input of the context and the cross network
 * @param hashUnits their hidden units
 * @param replayFrames frames whose memorable samples train the feature network once more after every frame
 */
record RichSettings(int units, int crosses, int hashBits, int hashUnits, int replayFrames) {
    static final RichSettings BEST = new RichSettings(32, 64, 12, 16, 2);
    static final RichSettings MAX = new RichSettings(64, 128, 13, 32, 8);
}
