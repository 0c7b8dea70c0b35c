package org.fovea.codec.archive;

import java.util.List;
import java.util.Random;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;

class PoseCodecTest extends SectionCodecContract<PoseTrack> {
    PoseCodecTest() {
        super(SectionCodecs.POSES, "ea30c422465f040a", ofPairs(41));
    }

    @Override
    List<Sample<PoseTrack>> samples() {
        Random random = new Random(2);
        int[] walk = new int[40];
        int[] wild = new int[40];
        for (int i = 0; i < 40; i++) {
            walk[i] = (i == 0 ? 5000 : walk[i - 1]) + (int) (100 * random.nextGaussian());
            wild[i] = random.nextInt();
        }
        PoseColumn first = new PoseColumn(0, 1 / 512f, 20, walk);
        PoseColumn last = new PoseColumn(5, 0.1f, -3, wild);
        return List.of(
                new Sample<>("one column", ofPairs(40), new PoseTrack(40, 6, List.of(first))),
                new Sample<>("two columns", ofPairs(40), new PoseTrack(40, 6, List.of(first, last))),
                new Sample<>("no columns", ofPairs(40), new PoseTrack(40, 6, List.of())));
    }
}
