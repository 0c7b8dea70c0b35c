package org.fovea.app.clips;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fovea.app.picture.Palette;
import org.fovea.app.score.Candidate;
import org.fovea.app.workshop.Bench.Setup;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.site.player.ClassLegend;
import org.fovea.site.player.ClipSource;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;

/**
 * Pictures of a clip, or of what an archive of it renders: the same pairs, evaluated by the same networks. Clip and
 * networks are opened when they are first needed: where all clips for viewing are kept already, they never are.
 *
 * @param hash of the clip or of the archive
 * @param measured hash of the frames that were scored, where it is known
 * @param files opens clip and networks
 * @param archive finds the archive and renders it; the clip itself where it is empty
 */
record FilesSource(
        int pairs,
        String hash,
        String networks,
        Optional<String> measured,
        Opening<Setup> files,
        Optional<Archive> archive)
        implements ClipSource {
    @FunctionalInterface
    interface Opening<T> {
        T open() throws IOException;
    }

    /** An archive. */
    record Archive(Opening<Path> file, int threads) {}

    @Override
    public FrameSource frames(int firstPair, int endPair) throws IOException {
        Clip clip = files.open().clip();
        return archive.isPresent()
                ? rendered(clip, archive.get(), firstPair, endPair)
                : new ClipPart(clip::frames, firstPair, endPair - firstPair).open();
    }

    private FrameSource rendered(Clip clip, Archive from, int firstPair, int endPair) throws IOException {
        Candidate candidate = Candidate.open(from.file().open(), List.of(), from.threads(), _ -> {});
        FrameSize size = clip.size();
        if (!candidate.size().orElse(size).equals(size)) {
            throw new IOException(
                    "the archive draws frames of " + candidate.size().get() + ", the clip has " + size);
        }
        if (candidate.frameCount(size) != 2L * pairs) {
            throw new IOException(
                    "the archive draws " + candidate.frameCount(size) + " frames, the clip has " + 2L * pairs);
        }
        return candidate.frames(size, firstPair, endPair);
    }

    @Override
    public ClassLegend legend() throws IOException {
        SegmentationEvaluator network = files.open().networks().segmentation();
        return new ClassLegend(
                network.columns(),
                network.rows(),
                network.classNames().isEmpty() ? ClassLegend.numbered(network.classes()) : network.classNames(),
                IntStream.range(0, network.classes())
                        .mapToObj(i -> String.format("#%06x", Palette.ofClass(i)))
                        .toList(),
                switch (network.frames()) {
                    case FIRST -> ClassLegend.Seen.FIRST;
                    case SECOND -> ClassLegend.Seen.SECOND;
                    case BOTH -> ClassLegend.Seen.BOTH;
                });
    }

    @Override
    public byte[] classes(FrameSize size, byte[] first, byte[] second) throws IOException {
        return files.open().networks().segmentation().classMaps(new FramePair(size, first, second));
    }

    @Override
    public List<String> poseOutputs() throws IOException {
        PoseEvaluator network = files.open().networks().pose().step();
        return network.present() ? network.outputNames() : List.of();
    }

    @Override
    public float[] pose(FrameSize size, byte[] first, byte[] second) throws IOException {
        PoseEvaluator network = files.open().networks().pose().step();
        return network.present()
                ? Arrays.copyOf(network.pose(new FramePair(size, first, second)), network.counted())
                : new float[0];
    }
}
