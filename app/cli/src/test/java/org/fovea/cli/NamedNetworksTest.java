package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.evaluate.selection.EvaluatorFile;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.video.clip.Clip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks are named, but for synthetic drives. */
class NamedNetworksTest {
    @TempDir
    private Path folder;

    private Path drive() {
        Path drive = folder.resolve("drive.mkv");
        assertThat(CommandDoor.run("samples generate -o %s --pairs 1 --size 64x64 --quiet", drive))
                .isZero();
        return drive;
    }

    @Test
    void a_drive_is_known_by_its_title_and_looked_at_by_the_bundled_networks() throws Exception {
        Path drive = drive();
        assertThat(Clip.open(drive).facts().title()).isEqualTo(DriveSettings.TITLE);
        assertThat(CommandDoor.run("mask look %s -o %s --quiet", drive, folder.resolve("m.fva") + ""))
                .isZero();
    }

    @Test
    void other_clips_need_networks_and_the_message_shows_two_lines_that_work() throws Exception {
        Path other = folder.resolve("other.mkv");
        assertThat(CommandDoor.run("clip encode %s -o %s --codec ffv1", drive(), other))
                .isZero();
        String clip = other.toString();
        String out = folder.resolve("out").toString();
        for (List<String> command : List.of(
                List.of("compress", clip, "-o", out),
                List.of(
                        "score",
                        "--original",
                        clip,
                        "--candidate",
                        folder.resolve("drive.mkv").toString()),
                List.of("bench", "rd", clip, "-o", out),
                List.of("mask", "look", clip, "-o", out))) {
            Fovea.Result result = CommandDoor.result(command);
            assertThat(result.exitCode()).as("%s", command).isEqualTo(2);
            assertThat(result.err().lines().toList())
                    .as("%s", command)
                    .anySatisfy(line -> assertThat(line)
                            .contains(clip + ": name the networks", "--evaluators FILE.yaml", "fovea evaluators init"));
            String yaml = result.err().substring(result.err().indexOf("segmentation:"));
            assertThat(folder.resolve("out")).doesNotExist();
            Path file = Files.writeString(folder.resolve("two.yaml"), yaml);
            Files.write(folder.resolve("lanes.pt"), new byte[0]);
            Files.write(folder.resolve("motion.pt"), new byte[0]);
            assertThat(EvaluatorFile.read(file).segmentation()).isPresent();
        }
    }
}
