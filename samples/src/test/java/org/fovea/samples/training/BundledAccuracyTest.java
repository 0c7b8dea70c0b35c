package org.fovea.samples.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.samples.drive.TimeOfDay;
import org.junit.jupiter.api.Test;

/** The weights that come with Fovea, on drives that they have not seen. */
class BundledAccuracyTest {
    @Test
    void they_see_what_there_is() {
        try (EvaluatorPair evaluators = BundledEvaluators.load()) {
            HeldOut day = HeldOut.measure(evaluators, TimeOfDay.DAY, 4, 4, 2, _ -> {});
            HeldOut night = HeldOut.measure(evaluators, TimeOfDay.NIGHT, 4, 4, 2, _ -> {});
            assertThat(day.accuracy()).isGreaterThan(0.97);
            assertThat(night.accuracy()).isGreaterThan(0.96);
            assertThat(day.meanOverlap()).isGreaterThan(0.8);
            assertThat(night.meanOverlap()).isGreaterThan(0.75);
            assertThat(day.poseError()).isLessThan(0.3);
            assertThat(night.poseError()).isLessThan(0.4);
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
            for (int i = 0; i < 50; i++) {
                drive.skip();
            }
            byte[] first = new byte[size.rgbBytes()];
            byte[] second = new byte[size.rgbBytes()];
            drive.next(first);
            drive.next(second);
            pairs.add(new FramePair(size, first, second));
        }
        return pairs;
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
