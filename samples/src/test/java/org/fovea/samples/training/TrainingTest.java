package org.fovea.samples.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.samples.drive.TimeOfDay;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrainingTest {
    private static List<LabelledPair> pairs(int drives, int each) {
        DrivePlan plan = DrivePlan.training(drives, each, 1);
        // The smallest size only: this test is about learning.
        List<DriveSettings> small = plan.drives().stream()
                .map(s -> new DriveSettings(new FrameSize(128, 96), s.frames(), s.seed(), s.time()))
                .toList();
        return PairDrawing.draw(new DrivePlan(small, each, 14), 2, LabelledPair::of, _ -> {});
    }

    private static Map<String, float[]> train(Task task, List<LabelledPair> pairs, int steps, List<Float> losses) {
        return TorchRuntime.inNewThread(
                1, () -> NetworkTraining.train(task, pairs, Schedule.steps(steps), 3, (_, loss) -> losses.add(loss)));
    }

    private static double mean(List<Float> losses, int from, int to) {
        return losses.subList(from, to).stream()
                .mapToDouble(Float::doubleValue)
                .average()
                .orElseThrow();
    }

    @Test
    @Tag("slow")
    void a_few_steps_reduce_both_losses() {
        List<LabelledPair> pairs = pairs(6, 4);
        List<Float> segmentation = new ArrayList<>();
        train(new SegmentationTask(), pairs, 40, segmentation);
        assertThat(mean(segmentation, 35, 40)).isLessThan(0.75 * mean(segmentation, 0, 5));
        List<Float> pose = new ArrayList<>();
        train(new PoseTask(), pairs, 60, pose);
        assertThat(mean(pose, 50, 60)).isLessThan(0.8 * mean(pose, 0, 5));
    }

    @Test
    void equal_seeds_give_equal_weights() {
        List<LabelledPair> pairs = pairs(2, 2);
        Map<String, float[]> one = train(new PoseTask(), pairs, 3, new ArrayList<>());
        Map<String, float[]> other = train(new PoseTask(), pairs, 3, new ArrayList<>());
        assertThat(one.keySet()).isEqualTo(other.keySet());
        one.forEach((name, values) -> assertThat(other.get(name)).as(name).isEqualTo(values));
    }

    /** A batch that is mirrored must look as if the drive itself had been mirrored. */
    @Test
    void a_mirrored_pair_has_the_planes_of_mirrored_frames() {
        FrameSize size = new FrameSize(LabelledPair.COLUMNS, LabelledPair.ROWS);
        SyntheticDrive drive = new SyntheticDrive(new DriveSettings(size, 2, 3, TimeOfDay.DAY));
        byte[] first = new byte[size.rgbBytes()];
        byte[] second = new byte[size.rgbBytes()];
        drive.next(first);
        drive.next(second);
        LabelledPair plain = LabelledPair.of(new FramePair(size, first, second), drive.labels(), drive.motion());
        LabelledPair mirrored = LabelledPair.of(
                new FramePair(size, mirrored(first, size), mirrored(second, size)), drive.labels(), drive.motion());
        float[][] same = new float[12][256];
        for (float[] curve : same) {
            for (int i = 0; i < curve.length; i++) {
                curve[i] = i;
            }
        }
        float[] planes = new float[plain.planes().length];
        Augmentation.draw(plain.planes(), LabelledPair.COLUMNS / 2, same, true, planes, 0);
        PoseTask.swapSides(planes, 0);
        for (int i = 0; i < planes.length; i++) {
            assertThat(Math.abs(planes[i] - (mirrored.planes()[i] & 0xff))).isLessThanOrEqualTo(1);
        }
    }

    private static byte[] mirrored(byte[] rgb, FrameSize size) {
        byte[] out = new byte[rgb.length];
        for (int i = 0; i < size.pixels(); i++) {
            int column = i % size.width();
            int from = i - column + size.width() - 1 - column;
            System.arraycopy(rgb, 3 * from, out, 3 * i, 3);
        }
        return out;
    }

    @Test
    void drawing_does_not_depend_on_the_number_of_threads() {
        DrivePlan plan = DrivePlan.training(3, 2, 5);
        List<DriveSettings> small = plan.drives().stream()
                .map(s -> new DriveSettings(new FrameSize(64, 48), s.frames(), s.seed(), s.time()))
                .toList();
        DrivePlan few = new DrivePlan(small, 2, 3);
        List<LabelledPair> one = PairDrawing.draw(few, 1, LabelledPair::of, _ -> {});
        List<LabelledPair> many = PairDrawing.draw(few, 3, LabelledPair::of, _ -> {});
        assertThat(one).hasSize(6);
        for (int i = 0; i < 6; i++) {
            assertThat(many.get(i).rgb()).isEqualTo(one.get(i).rgb());
            assertThat(many.get(i).planes()).isEqualTo(one.get(i).planes());
            assertThat(many.get(i).motion()).isEqualTo(one.get(i).motion());
        }
    }

    @Test
    void held_out_drives_are_never_trained_on() {
        Set<Long> held = new java.util.HashSet<>();
        for (TimeOfDay time : TimeOfDay.values()) {
            DrivePlan.heldOut(50, 1, time).drives().forEach(drive -> held.add(drive.seed()));
        }
        assertThat(held).hasSize(100);
        Set<Long> trained = DrivePlan.training(500, 1, 1).drives().stream()
                .map(DriveSettings::seed)
                .collect(Collectors.toSet());
        assertThat(trained).doesNotContainAnyElementsOf(held);
    }
}
