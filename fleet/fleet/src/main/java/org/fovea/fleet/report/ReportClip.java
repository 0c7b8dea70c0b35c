package org.fovea.fleet.report;

import java.util.Optional;

/**
 * What the newest rows of a clip say.
 *
 * @param clip its id
 * @param profile that it was encoded with
 * @param done whether its archive is there
 * @param clipBytes size of the clip
 * @param archiveBytes size of the archive; 0 where there is none
 * @param score of the archive
 * @param segmentation term
 * @param pose term
 * @param rate term
 * @param otherScore of step score
 * @param videoSeconds length of the clip; 0 where it is not known
 * @param cpuSeconds of all attempts at the newest work
 * @param peakBytes most memory of the newest attempt
 * @param base that the archive needs
 * @param trial loss with a base's weights before any training, as a share of that with random ones, where a base was
 *     tried
 */
record ReportClip(
        String clip,
        String profile,
        boolean done,
        long clipBytes,
        long archiveBytes,
        Optional<Double> score,
        Optional<Double> segmentation,
        Optional<Double> pose,
        Optional<Double> rate,
        Optional<Double> otherScore,
        double videoSeconds,
        double cpuSeconds,
        long peakBytes,
        Optional<Base> base,
        Optional<Double> trial) {
    /**
     * A base.
     *
     * @param sha256 of its file
     * @param bytes of its file
     * @param clips of the fleet whose archives need it, 1 or more
     */
    record Base(String sha256, long bytes, int clips) {
        /** Bytes that each of these clips bears. */
        long share() {
            return Math.ceilDiv(bytes, (long) clips);
        }
    }

    /** Bytes of the archive and of its share of the base. */
    long charged() {
        return archiveBytes + base.map(Base::share).orElse(0L);
    }
}
