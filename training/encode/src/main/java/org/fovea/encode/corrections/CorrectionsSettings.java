package org.fovea.encode.corrections;

/**
 * Settings of {@link CorrectionsStage}.
 *
 * @param samplePairs most pairs on which all edits are tried, to see which are worth trying on all; at most a quarter
 *     of the clip's pairs
 * @param tileEdits most different edits of tiles that are tried on all pairs; 0 for no edits of tiles
 * @param frameEdits most different edits of whole frames that are tried on all pairs; 0 for none
 * @param leastWrong wrong pixels from which on a tile is tried
 * @param refitPoses whether poses are fitted again afterwards, where the renderer family allows that; edits are then
 *     chosen by what the segmentation network says alone
 */
public record CorrectionsSettings(int samplePairs, int tileEdits, int frameEdits, int leastWrong, boolean refitPoses) {
    /** @throws IllegalArgumentException where a number is out of range */
    public CorrectionsSettings {
        if (samplePairs < 1 || tileEdits < 0 || frameEdits < 0 || leastWrong < 1) {
            throw new IllegalArgumentException("corrections: samplePairs " + samplePairs + ", tileEdits " + tileEdits
                    + ", frameEdits " + frameEdits + ", leastWrong " + leastWrong
                    + "; samplePairs and leastWrong must be 1 or more, the others 0 or more");
        }
    }

    /** What suits clips of some minutes. */
    public static CorrectionsSettings defaults() {
        return new CorrectionsSettings(6, 8, 6, 6, true);
    }
}
