package org.fovea.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.mask.MaskReader;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.Renderers;
import org.fovea.testkit.SharedFiles;
import org.junit.jupiter.api.Test;

/** Frames of a published submission, against the pictures that the published Python inflater drew. */
class PublishedFramesTest {
    private static final double MIN_EQUAL = 0.9995;

    @Test
    void frames_with_tile_actions_are_the_published_ones() throws IOException {
        compare("data/qzs3/pr77_payload.bin", "data/qzs3/frames");
    }

    @Test
    void frames_with_router_actions_are_the_published_ones() throws IOException {
        compare("data/qzs3/seed_layout.zip", "data/qzs3/routed");
    }

    private static void compare(String submission, String pictures) throws IOException {
        Path file = SharedFiles.file(submission);
        Path folder = SharedFiles.file(pictures);
        RendererContent content =
                Submissions.open(Files.readAllBytes(file), file.toString()).renderer();
        TreeSet<Integer> pairs = new TreeSet<>();
        try (var files = Files.list(folder)) {
            files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("p\\d+_1\\.png"))
                    .forEach(name -> pairs.add(Integer.parseInt(name.substring(1, name.indexOf('_')))));
        }
        assertThat(pairs).isNotEmpty();
        int size = content.header().frameSize().rgbBytes();
        byte[][] frames = {new byte[size], new byte[size]};
        byte[] mask = new byte[content.header().masks().pixels()];
        RendererWeights weights = RendererWeights.of(content.weights());
        try (MaskReader masks = content.masks().open();
                PairRenderer renderer = Renderers.open(content.header(), weights, 2, KernelChoice.AUTO)) {
            for (int pair = 0; pair <= pairs.last(); pair++) {
                assertThat(masks.next(mask)).isTrue();
                if (pairs.contains(pair)) {
                    renderer.render(
                            new PairInput.Mask(mask),
                            content.poses().pose(pair),
                            edits(content, pair),
                            frames[0],
                            frames[1]);
                    for (int frame = 0; frame < 2; frame++) {
                        String name = String.format(Locale.ROOT, "p%03d_%d.png", pair, frame + 1);
                        compare(frames[frame], folder.resolve(name).toFile());
                    }
                }
            }
        }
    }

    private static FrameEdits edits(RendererContent content, int pair) {
        List<org.fovea.codec.correction.TileAction> tiles = new ArrayList<>();
        content.tiles().map((TileActions actions) -> actions.ofPair(pair)).ifPresent(tiles::addAll);
        int router = content.router()
                .map((RouterActions actions) -> actions.action(pair))
                .orElse(0);
        return new FrameEdits(tiles, router);
    }

    private static void compare(byte[] frame, File png) throws IOException {
        BufferedImage image = ImageIO.read(png);
        assertThat(image.getWidth() * image.getHeight() * 3).isEqualTo(frame.length);
        int differing = 0;
        int largest = 0;
        for (int i = 0; i < frame.length; i++) {
            int colour = image.getRGB(i / 3 % image.getWidth(), i / 3 / image.getWidth());
            int distance = Math.abs((frame[i] & 0xff) - (colour >> (16 - 8 * (i % 3)) & 0xff));
            differing += distance == 0 ? 0 : 1;
            largest = Math.max(largest, distance);
        }
        double equal = 1 - (double) differing / frame.length;
        System.out.printf(
                Locale.ROOT,
                "%s: %.5f %% of samples equal, largest difference %d%n",
                png.getName(),
                equal * 100,
                largest);
        assertThat(equal).as(png.getName()).isGreaterThanOrEqualTo(MIN_EQUAL);
        assertThat(largest).as(png.getName()).isLessThanOrEqualTo(1);
    }
}
