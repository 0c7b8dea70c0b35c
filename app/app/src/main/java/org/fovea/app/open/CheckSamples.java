package org.fovea.app.open;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.app.AppException;
import org.fovea.app.picture.PairSheet;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.selftest.SyntheticPairs;
import org.fovea.video.clip.Clip;
import org.fovea.video.colour.ColourChoice;

/**
 * Frames to check evaluators on.
 *
 * @param source where they are from, for people
 * @param pairs of one size
 */
public record CheckSamples(String source, List<FramePair> pairs) {
    private static final FrameSize SYNTHETIC = new FrameSize(640, 480);

    public CheckSamples {
        pairs = List.copyOf(pairs);
    }

    public FrameSize size() {
        return pairs.getFirst().size();
    }

    public static CheckSamples synthetic(int count, long seed) {
        return new CheckSamples("synthetic frames", SyntheticPairs.of(SYNTHETIC, count, seed));
    }

    /** Pairs of a clip at equal distances; all of them where the clip has fewer. */
    public static CheckSamples of(Path file, int count, ColourChoice colours) throws IOException {
        Clip clip = Clip.open(file).withColours(colours);
        long all = clip.frameCount() / 2;
        if (all == 0) {
            throw AppException.badInput(file + ": the clip has fewer than two frames; use a longer one");
        }
        int wanted = (int) Math.min(count, all);
        List<Integer> numbers = IntStream.range(0, wanted)
                .mapToObj(i -> (int) (i * all / wanted))
                .toList();
        return new CheckSamples(file.toString(), PairSheet.read(clip.frames(), numbers));
    }
}
