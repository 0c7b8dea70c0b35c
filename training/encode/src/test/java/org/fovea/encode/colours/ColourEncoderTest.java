package org.fovea.encode.colours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.StageContext;
import org.fovea.encode.run.ToyClip;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairReader;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.render.FrameSink;
import org.fovea.render.InflateOptions;
import org.fovea.render.Inflater;
import org.fovea.video.FrameSource;
import org.junit.jupiter.api.Test;

class ColourEncoderTest {
    private static final int PAIRS = 3;
    private static final ToyClip CLIP = new ToyClip(2 * PAIRS);

    private static RendererContent encode(int frames, int threads) throws Exception {
        List<ColourFamily.Grid> grids = List.of(new ColourFamily.Grid(1, 1), new ColourFamily.Grid(3, 4));
        ToyClip clip = new ToyClip(frames);
        StageContext context = StageContext.of(clip, CLIP, 250_000)
                .withFormula(ScoreFormula.COMMA)
                .withThreads(threads);
        return new ColourEncoder(grids, context).encode(GroundTruth.compute(clip, CLIP, threads, done -> {}));
    }

    @Test
    void the_archive_draws_what_the_networks_saw() throws Exception {
        RendererContent content = encode(2 * PAIRS + 1, 2);
        assertThat(content.header().pairs()).isEqualTo(PAIRS);
        List<FramePair> drawn = new ArrayList<>();
        new Inflater(content).run(InflateOptions.all(PAIRS), new FrameSink() {
            @Override
            public void begin(FrameSize size, int firstPair, int endPair) {
                assertThat(size).isEqualTo(ToyClip.SIZE);
            }

            @Override
            public void pair(int pair, byte[] frame1, byte[] frame2) {
                drawn.add(new FramePair(ToyClip.SIZE, frame1.clone(), frame2.clone()));
            }

            @Override
            public void commit() {}

            @Override
            public void close() {}
        });
        try (FrameSource frames = CLIP.open()) {
            PairReader reader = new PairReader(frames, false);
            for (FramePair seen : drawn) {
                FramePair original = reader.next();
                assertThat(CLIP.segmentation()
                                .distortion(
                                        CLIP.segmentation().classMaps(original),
                                        CLIP.segmentation().classMaps(seen)))
                        .isLessThan(0.02);
                double still = Math.pow(CLIP.pose().pose(original)[0], 2);
                assertThat(CLIP.pose()
                                .distortion(
                                        CLIP.pose().pose(original), CLIP.pose().pose(seen)))
                        .isLessThan(still / 100 + 1e-4);
            }
        }
    }

    @Test
    void the_result_does_not_depend_on_the_number_of_threads() throws Exception {
        RendererContent one = encode(2 * PAIRS, 1);
        RendererContent three = encode(2 * PAIRS, 3);
        assertThat(three.weights()).isEqualTo(one.weights());
        assertThat(three.poses()).isEqualTo(one.poses());
        assertThat(MaskTensor.of(three.masks()).classIds())
                .isEqualTo(MaskTensor.of(one.masks()).classIds());
    }

    @Test
    void a_single_frame_is_no_pair() {
        assertThatThrownBy(() -> encode(1, 1)).hasMessage("the clip has no pair of frames");
    }
}
