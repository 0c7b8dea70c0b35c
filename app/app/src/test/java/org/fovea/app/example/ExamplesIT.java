package org.fovea.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.app.compress.Compressed;
import org.fovea.app.open.Opened;
import org.fovea.lab.record.Run;
import org.fovea.testkit.networks.SmallClips;
import org.fovea.video.write.ClipSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's examples that encode do what the README says. They have another process inflate, and so need the
 * packaged inflater.
 */
@Tag("slow")
class ExamplesIT {
    private static final int PAIRS = 3;
    private static final String TINY = """
            # of a few hundred weights
            renderer: {family: compact, channels: 6, blocks: 1, fold: 4, mapChannels: 1, mapRows: 3, mapColumns: 4, \
            drawnFrame: 2}
            stages:
              - masks: {minimumRegion: 8, multipliers: []}
              - train: {warmUpSteps: 4, steps: 4, learnPoses: true, learningRate: 0.02}
              - quantise: {training: {steps: 2, learnPoses: true}}
            pack: fast
            """;

    @TempDir
    static Path folder;

    private static Path clip;
    private static String profile;

    @BeforeAll
    static void draw() throws Exception {
        clip = SmallClips.drive(folder.resolve("drive.mkv"), ExamplesTest.SIZE, PAIRS, ClipSettings.av1(30, 9));
        profile = Files.writeString(folder.resolve("tiny.yaml"), TINY).toString();
    }

    @Test
    void a_clip_becomes_an_archive_with_a_score() throws Exception {
        Path archive = folder.resolve("drive.zip");
        Compressed made = CompressExample.run(clip, profile, archive);
        assertThat(Files.readAllBytes(archive)).isEqualTo(made.archive());
        assertThat(Opened.open(archive).header().pairs()).isEqualTo(PAIRS);
        assertThat(made.score().score().orElseThrow().score()).isPositive();
        assertThat(made.stages()).hasSize(4);
        assertThat(folder.resolve("drive.zip.run/profile.yaml")).hasContent(TINY);
        assertThat(folder.resolve("drive.zip.run/score.json")).isNotEmptyFile();
    }

    @Test
    void an_experiment_becomes_a_run_in_the_ledger() throws Exception {
        Run run = LabExample.run(folder.resolve("lab"), clip, profile);
        assertThat(run.subset().pairs()).hasSize(PAIRS);
        assertThat(run.score()).isPositive();
        assertThat(run.frames()).isPresent();
        assertThat(run.sections().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(run.bytes().archive());
        Run again = LabExample.run(folder.resolve("lab"), clip, profile);
        assertThat(again.started()).isEqualTo(run.started());
    }
}
