package org.fovea.encode.colours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.render.FrameSink;
import org.fovea.render.InflateOptions;
import org.fovea.render.Inflater;
import org.fovea.video.FrameSource;
import org.junit.jupiter.api.Test;

class ColourEncoderTest {
    private static final FrameSize SIZE = new FrameSize(96, 72);
    private static final int PAIRS = 3;

    /** A bright bar on dark ground that moves to the right by {@code pair + 1} pixels within each pair. */
    private static byte[] picture(int frame) {
        byte[] rgb = new byte[SIZE.rgbBytes()];
        int left = 30 + (frame % 2 == 0 ? 0 : frame / 2 + 1);
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                boolean bar = x >= left && x < left + 25 && y > 10;
                int at = (y * SIZE.width() + x) * 3;
                rgb[at] = (byte) (bar ? 220 : 40);
                rgb[at + 1] = (byte) (bar ? 200 : 60 + y);
                rgb[at + 2] = (byte) 90;
            }
        }
        return rgb;
    }

    private static FrameSource clip(int frames) {
        return new FrameSource() {
            private int next;

            @Override
            public FrameSize size() {
                return SIZE;
            }

            @Override
            public boolean next(byte[] rgb) {
                if (next == frames) {
                    return false;
                }
                System.arraycopy(picture(next++), 0, rgb, 0, rgb.length);
                return true;
            }

            @Override
            public void close() {}
        };
    }

    /** Class 1 is bright red; one pixel of four. */
    private static final class Bright implements SegmentationEvaluator {
        @Override
        public int classes() {
            return 2;
        }

        @Override
        public int rows() {
            return SIZE.height() / 2;
        }

        @Override
        public int columns() {
            return SIZE.width() / 2;
        }

        @Override
        public FrameChoice frames() {
            return FrameChoice.SECOND;
        }

        @Override
        public byte[] classMaps(FramePair pair) {
            byte[] map = new byte[rows() * columns()];
            for (int i = 0; i < map.length; i++) {
                int pixel = i / columns() * 2 * SIZE.width() + i % columns() * 2;
                map[i] = (byte) ((pair.second()[3 * pixel] & 0xff) > 128 ? 1 : 0);
            }
            return map;
        }

        @Override
        public Tensor prepare(Tensor frames) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Tensor logits(Tensor prepared) {
            throw new UnsupportedOperationException();
        }
    }

    /** How far the centre of redness moves to the right. */
    private static final class Movement implements PoseEvaluator {
        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public int counted() {
            return 1;
        }

        @Override
        public float[] pose(FramePair pair) {
            return new float[] {(float) (centre(pair.second()) - centre(pair.first()))};
        }

        private static double centre(byte[] rgb) {
            double sum = 0;
            double weight = 0;
            for (int i = 0; i < SIZE.pixels(); i++) {
                double red = rgb[3 * i] & 0xff;
                sum += red * (i % SIZE.width());
                weight += red;
            }
            return sum / weight;
        }

        @Override
        public Tensor prepare(Tensor first, Tensor second) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Tensor pose(Tensor prepared) {
            throw new UnsupportedOperationException();
        }
    }

    private static final EvaluatorPair EVALUATORS = new EvaluatorPair() {
        @Override
        public EvaluatorIdentity identity() {
            return new EvaluatorIdentity("test", false, "0".repeat(64));
        }

        @Override
        public SegmentationEvaluator segmentation() {
            return new Bright();
        }

        @Override
        public PoseEvaluator pose() {
            return new Movement();
        }

        @Override
        public void close() {}
    };

    private static RendererContent encode(int frames, int threads) throws Exception {
        List<ColourFamily.Grid> grids = List.of(new ColourFamily.Grid(1, 1), new ColourFamily.Grid(3, 4));
        return new ColourEncoder(
                        EVALUATORS, grids, ScoreFormula.COMMA.segmentation(), 1e-4, threads, (stage, done, total) -> {})
                .encode(() -> clip(frames));
    }

    @Test
    void the_archive_draws_what_the_networks_saw() throws Exception {
        RendererContent content = encode(2 * PAIRS + 1, 2);
        assertThat(content.header().pairs()).isEqualTo(PAIRS);
        List<FramePair> drawn = new ArrayList<>();
        new Inflater(content).run(InflateOptions.all(PAIRS), new FrameSink() {
            @Override
            public void begin(FrameSize size, int firstPair, int endPair) {
                assertThat(size).isEqualTo(SIZE);
            }

            @Override
            public void pair(int pair, byte[] frame1, byte[] frame2) {
                drawn.add(new FramePair(SIZE, frame1.clone(), frame2.clone()));
            }

            @Override
            public void commit() {}

            @Override
            public void close() {}
        });
        for (int pair = 0; pair < PAIRS; pair++) {
            FramePair original = new FramePair(SIZE, picture(2 * pair), picture(2 * pair + 1));
            byte[] wanted = EVALUATORS.segmentation().classMaps(original);
            assertThat(EVALUATORS
                            .segmentation()
                            .distortion(wanted, EVALUATORS.segmentation().classMaps(drawn.get(pair))))
                    .isLessThan(0.02);
            double still = Math.pow(EVALUATORS.pose().pose(original)[0], 2);
            double left = EVALUATORS
                    .pose()
                    .distortion(
                            EVALUATORS.pose().pose(original), EVALUATORS.pose().pose(drawn.get(pair)));
            assertThat(left).isLessThan(still / 100);
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
