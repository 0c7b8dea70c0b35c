package org.fovea.evaluate.official;

/** The two networks: their files and what their weights are known by. */
public enum OfficialNetwork {
    /** Two frames to twelve numbers, the first six of which count. */
    POSENET(
            "posenet.safetensors",
            "0f3a0874c5c387f990d7b88bd1d7e1f6de35d98b45f2a289989db2c77b9b6576",
            "57041efec27a04b78f58abfda4d427c21e3dda3f885d9efeddbcf7419554b970"),
    /** The second frame to a class for each of 384×512 pixels. */
    SEGNET(
            "segnet.safetensors",
            "68956e328d4c5d875389a1a444870e6bac1c052c9986123827af95c07c6991b6",
            "2fcdfc67c41dd0f142b2906ed6e8fbfcf5e10d87a6beeaee38b36e732cab738c");

    private final String fileName;
    private final String publishedSha256;
    private final String pseudoRandomSha256;

    OfficialNetwork(String fileName, String publishedSha256, String pseudoRandomSha256) {
        this.fileName = fileName;
        this.publishedSha256 = publishedSha256;
        this.pseudoRandomSha256 = pseudoRandomSha256;
    }

    /** Name of the file of weights in the challenge's folder {@code models}. */
    public String fileName() {
        return fileName;
    }

    /** SHA-256 of the file that the challenge publishes, in hexadecimal digits. */
    public String publishedSha256() {
        return publishedSha256;
    }

    /** {@link Weights#sha256()} of {@link PseudoRandomWeights}. */
    String pseudoRandomSha256() {
        return pseudoRandomSha256;
    }
}
