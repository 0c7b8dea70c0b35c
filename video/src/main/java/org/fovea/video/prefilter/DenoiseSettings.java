package org.fovea.video.prefilter;

/**
 * How strongly noise is taken out of pictures before they are coded. Each strength is the difference, in sample values,
 * at which a neighbour counts a quarter of what an equal one does; 0 = off. The idea is that of FFmpeg's and MPlayer's
 * {@code hqdn3d}, whose usual strengths are 4, 3, 6, 4.5.
 *
 * @param luma strength between neighbours of a picture, luma, 0..64
 * @param chroma the same, chroma
 * @param lumaTime strength between a picture and the ones before it, luma
 * @param chromaTime the same, chroma
 */
public record DenoiseSettings(double luma, double chroma, double lumaTime, double chromaTime) {
    private static final double MOST = 64;

    /** No denoising. */
    public static final DenoiseSettings OFF = new DenoiseSettings(0, 0, 0, 0);

    public DenoiseSettings {
        check(luma, "luma");
        check(chroma, "chroma");
        check(lumaTime, "lumaTime");
        check(chromaTime, "chromaTime");
    }

    private static void check(double strength, String name) {
        if (!(strength >= 0 && strength <= MOST)) {
            throw new IllegalArgumentException(name + " of denoise is not in 0..64");
        }
    }

    /** Whether nothing is changed. */
    public boolean isOff() {
        return luma == 0 && chroma == 0 && lumaTime == 0 && chromaTime == 0;
    }
}
