package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.cli.Fovea.Result;
import org.fovea.codec.FrameSize;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.samples.drive.TimeOfDay;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fovea samples} from end to end. */
class SamplesIT {
    private static final FrameSize SIZE = new FrameSize(96, 70);

    @TempDir
    Path folder;

    @Test
    void a_lossless_clip_holds_the_drive_with_its_labels_and_motion() throws Exception {
        Result result = Fovea.done(
                folder,
                "samples generate -o night.mkv --pairs 3 --size 96x70 --seed 5 --night --lossless --labels "
                        + "night.u8 --poses night.csv");
        assertThat(result.out()).contains("3 pairs of 96×70", "road, lane marking, undrivable, movable, own car");
        byte[] labels = Files.readAllBytes(folder.resolve("night.u8"));
        List<String> poses = Files.readAllLines(folder.resolve("night.csv"));
        assertThat(labels).hasSize(6 * SIZE.pixels());
        assertThat(poses).hasSize(4);
        assertThat(poses.getFirst()).isEqualTo("pair,forward_m,right_m,up_m,pitch_rad,yaw_rad,roll_rad");
        byte[] wanted = new byte[SIZE.rgbBytes()];
        byte[] got = new byte[SIZE.rgbBytes()];
        try (SyntheticDrive drive = new SyntheticDrive(new DriveSettings(SIZE, 6, 5, TimeOfDay.NIGHT));
                FrameSource frames = Clip.open(folder.resolve("night.mkv")).frames()) {
            for (int i = 0; i < 6; i++) {
                assertThat(drive.next(wanted)).isTrue();
                assertThat(frames.next(got)).isTrue();
                assertThat(got).isEqualTo(wanted);
                assertThat(java.util.Arrays.copyOfRange(labels, i * SIZE.pixels(), (i + 1) * SIZE.pixels()))
                        .isEqualTo(drive.labels());
                if (i % 2 == 1) {
                    String[] cells = poses.get(1 + i / 2).split(",");
                    assertThat(Double.parseDouble(cells[1]))
                            .isCloseTo(drive.motion().forward(), org.assertj.core.api.Assertions.within(1e-8));
                    assertThat(Double.parseDouble(cells[6]))
                            .isCloseTo(drive.motion().roll(), org.assertj.core.api.Assertions.within(1e-8));
                }
            }
            assertThat(frames.next(got)).isFalse();
        }
    }

    @Test
    void wrong_use_is_explained_in_one_line_and_writes_nothing() throws Exception {
        Files.write(folder.resolve("there.mkv"), new byte[1]);
        for (String line : List.of(
                "-o there.mkv",
                "-o odd.mkv --size 97x71",
                "-o tiny.mkv --size 8x8 --lossless",
                "-o none.mkv --pairs 0",
                "-o crf.mkv --crf 64",
                "-o both.mkv --crf 20 --lossless")) {
            Result result = Fovea.run(folder, "samples generate " + line);
            assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
            assertThat(result.errorLines()).hasSize(1);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("there.mkv"));
        }
    }
}
