package org.fovea.samples.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.junit.jupiter.api.Test;

/** The weights that come with Fovea, on drives that they have not seen. */
class BundledAccuracyTest {
    @Test
    void they_see_what_there_is() {
        FrameSize size = new FrameSize(640, 480);
        try (EvaluatorPair evaluators = BundledEvaluators.load()) {
            for (TimeOfDay time : TimeOfDay.values()) {
                int right = 0;
                int all = 0;
                double spread = 0;
                double error = 0;
                for (int seed = 0; seed < 4; seed++) {
                    try (SyntheticDrive drive = new SyntheticDrive(
                            new DriveSettings(size, 40, 1_000_000_000L + 1000L * time.ordinal() + seed, time))) {
                        for (int i = 0; i < 18; i++) {
                            drive.skip();
                        }
                        byte[] first = new byte[size.rgbBytes()];
                        byte[] second = new byte[size.rgbBytes()];
                        drive.next(first);
                        drive.next(second);
                        PairAnswer answer = evaluators.answer(new FramePair(size, first, second));
                        byte[] labels = drive.labels();
                        for (int i = 0; i < answer.classes().length; i++) {
                            int row = (2 * (i / 256) + 1) * 480 / 384;
                            int column = (2 * (i % 256) + 1) * 640 / 512;
                            right += labels[row * 640 + column] == answer.classes()[i] ? 1 : 0;
                        }
                        all += answer.classes().length;
                        double forward = drive.motion().values()[0] / 0.33;
                        error += Math.abs(answer.pose()[0] - forward);
                        spread += Math.abs(forward);
                    }
                }
                assertThat((double) right / all).as(time.name()).isGreaterThan(0.96);
                assertThat(error / spread).as(time.name()).isLessThan(0.25);
            }
        }
    }

    /** The worse the picture, the larger both distortions: else nobody could be guided by them. */
    @Test
    void damage_to_the_pictures_shows_in_both_answers() {
        List<FramePair> pairs = pairs();
        try (EvaluatorPair evaluators = BundledEvaluators.load()) {
            double[] before = {0, 0};
            for (int cell : new int[] {2, 4, 8, 16}) {
                double[] now = {0, 0};
                for (FramePair pair : pairs) {
                    PairAnswer whole = evaluators.answer(pair);
                    PairAnswer coarse = evaluators.answer(new FramePair(
                            pair.size(),
                            averaged(pair.first(), pair.size(), cell),
                            averaged(pair.second(), pair.size(), cell)));
                    now[0] += evaluators.segmentation().distortion(whole.classes(), coarse.classes());
                    now[1] += evaluators.pose().distortion(whole.pose(), coarse.pose());
                }
                assertThat(now[0]).as("segmentation at cells of " + cell).isGreaterThan(before[0]);
                assertThat(now[1]).as("pose at cells of " + cell).isGreaterThan(before[1]);
                before = now;
            }
        }
    }

    private static List<FramePair> pairs() {
        List<FramePair> pairs = new ArrayList<>();
        FrameSize size = new FrameSize(320, 240);
        for (int seed = 0; seed < 4; seed++) {
            TimeOfDay time = seed % 2 == 0 ? TimeOfDay.DAY : TimeOfDay.NIGHT;
            SyntheticDrive drive = new SyntheticDrive(new DriveSettings(size, 60, 2_000_000_000L + seed, time));
            pairs.add(pair(drive, 50));
        }
        return pairs;
    }

    /** The pair that follows some frames. */
    private static FramePair pair(SyntheticDrive drive, int skipped) {
        for (int i = 0; i < skipped; i++) {
            drive.skip();
        }
        byte[] first = new byte[drive.size().rgbBytes()];
        byte[] second = new byte[drive.size().rgbBytes()];
        drive.next(first);
        drive.next(second);
        return new FramePair(drive.size(), first, second);
    }

    /** Every square of pixels in its mean colour. */
    private static byte[] averaged(byte[] rgb, FrameSize size, int cell) {
        byte[] out = new byte[rgb.length];
        for (int y = 0; y < size.height(); y += cell) {
            for (int x = 0; x < size.width(); x += cell) {
                for (int c = 0; c < 3; c++) {
                    int sum = 0;
                    for (int k = 0; k < cell * cell; k++) {
                        sum += rgb[3 * ((y + k / cell) * size.width() + x + k % cell) + c] & 0xff;
                    }
                    for (int k = 0; k < cell * cell; k++) {
                        out[3 * ((y + k / cell) * size.width() + x + k % cell) + c] = (byte) (sum / (cell * cell));
                    }
                }
            }
        }
        return out;
    }
}
