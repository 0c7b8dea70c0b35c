package org.fovea.app.repack;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.fovea.app.AppException;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;

/** Compares what was packed with what the written archive gives back: every mask, weight, pose and action. */
public final class ContentComparison {
    private ContentComparison() {}

    /**
     * Compares everything.
     *
     * @throws AppException at the first difference
     */
    public static void verify(RendererContent packed, RendererContent read, IntConsumer progress) {
        check(packed.header().equals(read.header()), "the header");
        verify(packed.weights(), read.weights());
        check(packed.poses().equals(read.poses()), "the poses");
        check(packed.tiles().equals(read.tiles()), "the tile actions");
        check(packed.router().equals(read.router()), "the router actions");
        if (packed.hasLatents()) {
            check(packed.source().equals(read.source()), "the latent numbers");
        } else {
            verify(packed.masks(), read.masks(), progress);
        }
    }

    /**
     * Compares every weight that reaches a pixel: all but those that the pose matrix multiplies by dimensions that are
     * zero in every pair.
     *
     * @param original as it was given
     * @throws AppException at the first difference
     */
    public static void verifyLiveWeights(RendererContent original, RendererContent read) {
        List<QuantisedTensor> wanted = original.weights().tensors();
        List<QuantisedTensor> got = read.weights().tensors();
        check(wanted.size() == got.size(), "the number of weight tensors");
        String matrix = original.header().rendererFamily().poseMatrix().orElse("");
        for (int i = 0; i < wanted.size(); i++) {
            String name = wanted.get(i).name();
            boolean equal = name.equals(matrix)
                    ? sameLiveColumns(wanted.get(i), got.get(i), original.poses())
                    : wanted.get(i).equals(got.get(i));
            check(equal, "weight tensor " + name);
        }
    }

    private static boolean sameLiveColumns(QuantisedTensor wanted, QuantisedTensor got, PoseTrack poses) {
        int columns = poses.dimensions();
        boolean[] live = new boolean[columns];
        for (int pair = 0; pair < poses.pairs(); pair++) {
            float[] pose = poses.pose(pair);
            for (int column = 0; column < columns; column++) {
                live[column] |= pose[column] != 0;
            }
        }
        float[] left = wanted.dequantise();
        float[] right = got.dequantise();
        boolean same = wanted.shape().equals(got.shape());
        for (int i = 0; i < left.length && same; i++) {
            same = !live[i % columns] || Float.floatToRawIntBits(left[i]) == Float.floatToRawIntBits(right[i]);
        }
        return same;
    }

    /**
     * Compares masks pixel by pixel.
     *
     * @throws AppException at the first frame that differs
     */
    public static void verify(MaskFrames packed, MaskFrames read, IntConsumer progress) {
        check(packed.shape().equals(read.shape()), "the shape of the masks");
        byte[] wanted = new byte[packed.shape().pixels()];
        byte[] got = new byte[wanted.length];
        try (MaskReader left = packed.open();
                MaskReader right = read.open()) {
            for (int frame = 0; frame < packed.shape().frames(); frame++) {
                boolean both = left.next(wanted) & right.next(got);
                check(both && Arrays.equals(wanted, got), "mask frame " + frame);
                progress.accept(frame + 1);
            }
            check(!right.next(got), "the number of mask frames");
        }
    }

    private static void verify(WeightSet packed, WeightSet read) {
        List<QuantisedTensor> wanted = packed.tensors();
        List<QuantisedTensor> got = read.tensors();
        check(wanted.size() == got.size(), "the number of weight tensors");
        for (int i = 0; i < wanted.size(); i++) {
            check(
                    wanted.get(i).equals(got.get(i)),
                    "weight tensor " + wanted.get(i).name());
        }
    }

    private static void check(boolean equal, String what) {
        if (!equal) {
            throw AppException.notHeld("reading back the archive just written changes " + what
                    + "; nothing was kept, please report this with the input file");
        }
    }
}
