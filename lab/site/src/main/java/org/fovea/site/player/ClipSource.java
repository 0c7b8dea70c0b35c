package org.fovea.site.player;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/** Where a clip's pictures come from: the original, or what a run's archive draws. */
public interface ClipSource {
    /** What decides about every pixel: SHA-256 of the clip or of the archive. */
    String hash();

    /** SHA-256 of all frames as they were measured, RGB one after the other; absent where nobody noted it. */
    Optional<String> measured();

    /** What decides about every class map: the identity of the networks. */
    String networks();

    /**
     * Opens the frames.
     *
     * @param firstPair number of the first pair in the whole clip
     * @param endPair number of the pair behind the last
     */
    FrameSource frames(int firstPair, int endPair) throws IOException;

    /** Pairs of the whole clip. */
    int pairs();

    /** How large class maps are, and what their numbers mean. */
    ClassLegend legend() throws IOException;

    /**
     * The class of each pixel as the segmentation network sees it, in each frame that the {@linkplain ClassLegend#seen
     * legend} names.
     *
     * @param first RGB
     * @param second RGB
     * @return row by row, in the legend's size; where there are maps of both frames, one after the other
     */
    byte[] classes(FrameSize size, byte[] first, byte[] second) throws IOException;

    /** Names of the pose network's outputs that count; none where there is no pose network. */
    List<String> poseOutputs() throws IOException;

    /**
     * What the pose network answers on a pair.
     *
     * @param first RGB
     * @param second RGB
     * @return a value for each of {@link #poseOutputs()}, in the network's own units
     */
    float[] pose(FrameSize size, byte[] first, byte[] second) throws IOException;
}
