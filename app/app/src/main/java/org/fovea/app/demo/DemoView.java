package org.fovea.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.app.picture.FrameSheet.Tile;
import org.fovea.app.picture.PairSheet;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.encode.measure.DrawnPairs;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.render.frame.PngWriter;
import org.fovea.video.clip.Clip;

/**
 * One pair as people and as networks see it.
 *
 * @param originalClasses class map of the original as a PNG file
 * @param wrong share of pixels whose class differs
 * @param rival AV1 at the same bytes; empty while it is searched for
 * @param poseDistortion mean squared difference of the two
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of pictures that is never compared
public record DemoView(
        int pair,
        FramePair original,
        FramePair drawn,
        byte[] originalClasses,
        byte[] drawnClasses,
        double wrong,
        Optional<Rival> rival,
        float[] originalPose,
        float[] drawnPose,
        double poseDistortion) {
    /**
     * What AV1 decodes to.
     *
     * @param classes class map of them as a PNG file
     * @param wrong share of pixels whose class differs
     */
    public record Rival(FramePair frames, byte[] classes, double wrong) {}

    /**
     * Some pairs of a clip, of an archive and of AV1.
     *
     * @param drawn what {@link #drawn} gives for these pairs
     * @param pairs in rising order
     */
    public static List<DemoView> of(
            Clip clip, EvaluatorPair networks, List<FramePair> drawn, Optional<DemoRival> rival, List<Integer> pairs)
            throws IOException {
        List<FramePair> originals = PairSheet.read(clip.frames(), pairs);
        List<FramePair> rivals = rival.isEmpty()
                ? List.of()
                : PairSheet.read(rival.get().clip().frames(clip.size(), 0, pairs.getLast() + 1), pairs);
        List<DemoView> views = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Optional<FramePair> shown = rivals.stream().skip(i).findFirst();
            views.add(view(networks, pairs.get(i), originals.get(i), drawn.get(i), shown));
        }
        return views;
    }

    private static DemoView view(
            EvaluatorPair networks, int pair, FramePair original, FramePair drawn, Optional<FramePair> rival) {
        SegmentationEvaluator segmentation = networks.segmentation();
        byte[] wanted = segmentation.classMaps(original);
        byte[] shown = segmentation.classMaps(drawn);
        float[] wantedPose = networks.pose().pose(original);
        float[] shownPose = networks.pose().pose(drawn);
        return new DemoView(
                pair,
                original,
                drawn,
                picture(segmentation, wanted),
                picture(segmentation, shown),
                segmentation.distortion(wanted, shown),
                rival.map(frames -> {
                    byte[] seen = segmentation.classMaps(frames);
                    return new Rival(frames, picture(segmentation, seen), segmentation.distortion(wanted, seen));
                }),
                wantedPose,
                shownPose,
                networks.pose().distortion(wantedPose, shownPose));
    }

    /** The last frame's map, where there are several. */
    private static byte[] picture(SegmentationEvaluator network, byte[] maps) {
        int pixels = network.rows() * network.columns();
        byte[] last = Arrays.copyOfRange(maps, maps.length - pixels, maps.length);
        byte[] rgb = Tile.ofClasses("", network.columns(), network.rows(), last).rgb();
        return PngWriter.rgb(rgb, network.rows(), network.columns());
    }

    public static List<FramePair> drawn(Path archive, List<Integer> pairs) throws IOException, InterruptedException {
        DrawnPairs drawn =
                DrawnPairs.of(ArchiveFile.open(Files.readAllBytes(archive)).content(), 1);
        return pairs.stream().map(drawn::draw).toList();
    }
}
