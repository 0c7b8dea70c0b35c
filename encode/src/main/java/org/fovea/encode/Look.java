package org.fovea.encode;

import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.SegmentationEvaluator;

/**
 * A clip through the eyes of two networks.
 *
 * @param size of the clip's frames
 * @param masks the segmentation network's class map of each pair; of the second frame where it looks at both
 * @param poses the pose network's outputs on each pair
 */
public record Look(FrameSize size, MaskTensor masks, List<float[]> poses) {
    public Look {
        poses = List.copyOf(poses);
    }

    /** Number of pairs. */
    public int pairs() {
        return poses.size();
    }

    /**
     * From the networks' answers in the order of the pairs.
     *
     * @throws IllegalArgumentException where there is no pair, or more classes than an archive can hold
     */
    static Look of(FrameSize size, SegmentationEvaluator network, List<PairAnswer> answers) {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("the clip has no pair of frames");
        }
        MaskShape shape = new MaskShape(answers.size(), network.rows(), network.columns(), network.classes());
        byte[] all = new byte[Math.toIntExact(shape.total())];
        for (int pair = 0; pair < answers.size(); pair++) {
            byte[] maps = answers.get(pair).classes();
            int last = network.frames() == FrameChoice.BOTH ? shape.pixels() : 0;
            System.arraycopy(maps, last, all, pair * shape.pixels(), shape.pixels());
        }
        List<float[]> poses = answers.stream()
                .map(answer -> Arrays.copyOf(answer.pose(), answer.pose().length))
                .toList();
        return new Look(size, new MaskTensor(shape, all), poses);
    }
}
