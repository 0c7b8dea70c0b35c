package org.fovea.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.cli.picture.FrameSheet;
import org.fovea.cli.picture.FrameSheet.Tile;
import org.fovea.cli.picture.MaskSheet;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.render.FrameSink;
import org.fovea.render.InflateOptions;
import org.fovea.render.Inflater;
import org.fovea.render.OutputSize;
import org.fovea.samples.drive.DriveClass;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;

/** Pictures of the demo. */
public final class DemoPictures {
    private static final int TILE_WIDTH = 480;
    private static final int SHEET = 12;

    private DemoPictures() {}

    /** Draws the middle pair, original against archive, and a sheet of class masks. */
    public static void draw(Clip clip, EvaluatorPair networks, Path archive, Path frames, Path masks, boolean force)
            throws IOException, InterruptedException {
        RendererContent content = ArchiveFile.open(Files.readAllBytes(archive)).content();
        int pair = content.header().pairs() / 2;
        FramePair original = original(clip, pair);
        FramePair drawn = drawn(clip, content, pair);
        SegmentationEvaluator network = networks.segmentation();
        int width = clip.size().width();
        int height = clip.size().height();
        List<Tile> tiles = List.of(
                new Tile("original, frame " + (2 * pair + 1), width, height, original.second()),
                new Tile("drawn from the archive", width, height, drawn.second()),
                Tile.ofClasses(
                        "what the network sees in it", network.columns(), network.rows(), network.classMaps(original)),
                Tile.ofClasses(
                        "what the network sees in it", network.columns(), network.rows(), network.classMaps(drawn)));
        AtomicFile.write(frames, FrameSheet.draw(tiles, 2, TILE_WIDTH, TILE_WIDTH * height / width), force);
        MaskTensor all = MaskTensor.of(content.masks());
        List<MaskSheet.Tile> sheet = new ArrayList<>();
        for (int frame : MaskSheet.spread(all.shape().frames(), SHEET)) {
            sheet.add(new MaskSheet.Tile("pair " + frame, all.frame(frame)));
        }
        AtomicFile.write(
                masks,
                MaskSheet.draw(all.shape(), sheet, 4, DriveClass.labels()).toPng(),
                force);
    }

    private static FramePair original(Clip clip, int pair) throws IOException {
        byte[] first = new byte[clip.size().rgbBytes()];
        byte[] second = new byte[clip.size().rgbBytes()];
        try (FrameSource frames = clip.frames()) {
            for (int i = 0; i <= pair; i++) {
                frames.next(first);
                frames.next(second);
            }
        }
        return new FramePair(clip.size(), first, second);
    }

    private static FramePair drawn(Clip clip, RendererContent content, int pair)
            throws IOException, InterruptedException {
        List<FramePair> result = new ArrayList<>();
        new Inflater(content)
                .run(InflateOptions.all(content.header().pairs()).withPairs(pair, pair + 1), new FrameSink() {
                    @Override
                    public void begin(OutputSize size, int firstPair, int endPair) {}

                    @Override
                    public void pair(int number, byte[] frame1, byte[] frame2) {
                        result.add(new FramePair(
                                clip.size(),
                                Arrays.copyOf(frame1, frame1.length),
                                Arrays.copyOf(frame2, frame2.length)));
                    }

                    @Override
                    public void commit() {}

                    @Override
                    public void close() {}
                });
        return result.getFirst();
    }
}
