package org.fovea.challenge.official;

import java.util.List;

/** The clip and the networks of the comma video compression challenge. */
public final class OfficialFiles {
    public static final OfficialFile CLIP = new OfficialFile(
            "videos/0.mkv", 37_545_489, "2611f5f3e186f3529777749f97bd4cce3a208d6b3559e137bd45d256980d2fa9");

    /** Weights of the pose network. */
    public static final OfficialFile POSENET = new OfficialFile(
            "models/posenet.safetensors",
            55_835_560,
            "0f3a0874c5c387f990d7b88bd1d7e1f6de35d98b45f2a289989db2c77b9b6576");

    /** Weights of the segmentation network. */
    public static final OfficialFile SEGNET = new OfficialFile(
            "models/segnet.safetensors",
            38_502_892,
            "68956e328d4c5d875389a1a444870e6bac1c052c9986123827af95c07c6991b6");

    public static final List<OfficialFile> ALL = List.of(CLIP, POSENET, SEGNET);

    /** Pairs of frames of the clip. */
    public static final int PAIRS = 600;

    /** Columns of its frames. */
    public static final int WIDTH = 1164;

    /** Rows of its frames. */
    public static final int HEIGHT = 874;

    private OfficialFiles() {}
}
