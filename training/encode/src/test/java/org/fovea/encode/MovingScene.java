package org.fovea.encode;

import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.bundled.BundledEvaluators;

/**
 * A clip without a file: a road's triangle and waves of colour that move to the right and grow, by other amounts in
 * each pair.
 */
public final class MovingScene {
    public static final FrameSize SIZE = new FrameSize(128, 96);

    /** Networks that see it. */
    public static final EvaluatorPair NETWORKS = BundledEvaluators.load();

    private MovingScene() {}

    /** A clip of {@code pairs} pairs. */
    public static FrameOpener clip(int pairs) {
        return DrawnClip.of(SIZE, 2 * pairs, MovingScene::draw);
    }

    /** A clip of it with its ground truth, in flat colours of 3×4 cells. */
    public static Encoding encoded(int pairs, long originalBytes) throws Exception {
        return TestRuns.flat(clip(pairs), NETWORKS, new ColourFamily.Grid(3, 4), originalBytes);
    }

    public static StageContext context(int pairs, long originalBytes, int threads, Checkpoint checkpoint) {
        return StageContext.of(clip(pairs), NETWORKS, originalBytes)
                .withThreads(threads)
                .withCheckpoint(checkpoint);
    }

    /** Of the archive as a file, read back. */
    public static double score(Encoding start, RendererContent content, long originalBytes)
            throws InterruptedException {
        byte[] file = ArchiveBytes.of(content, MaskEffort.FAST, ProgressListener.NONE);
        Encoding read = start.with(ArchiveFile.open(file).content());
        return TestRuns.measured(NETWORKS, read, originalBytes, file.length)
                .score()
                .total();
    }

    private static void draw(int frame, byte[] rgb) {
        int pair = frame / 2;
        double t = pair + (frame % 2) * (0.4 + 0.2 * StrictMath.sin(pair));
        double shift = 3 * t;
        double zoom = 1 + 0.01 * t;
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                double u = (x - 64) / zoom - shift * 0.3;
                double v = (y - 40) / zoom;
                boolean road = y > 40 && Math.abs(x - 64 + shift / 4) < (y - 40) * 1.1;
                double wave = 30 * StrictMath.sin(u / 6) + 20 * StrictMath.cos(v / 5 + u / 11);
                int at = 3 * (y * SIZE.width() + x);
                rgb[at] = (byte) (road ? 90 : 120 + wave);
                rgb[at + 1] = (byte) (road ? 92 + wave / 4 : y < 40 ? 150 : 130 + wave / 2);
                rgb[at + 2] = (byte) (road ? 95 : y < 40 ? 210 : 70);
            }
        }
    }
}
