package org.fovea.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.app.open.OwnArchive;
import org.fovea.codec.FrameSize;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.render.InflateOptions;
import org.fovea.render.Inflater;
import org.fovea.render.RawFileSink;
import org.fovea.testkit.networks.SmallArchive;
import org.fovea.testkit.networks.SmallClips;
import org.fovea.video.write.ClipSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples that end in a moment do what the README says; {@link ExamplesIT} has the others. */
class ExamplesTest {
    static final FrameSize SIZE = new FrameSize(320, 240);

    @TempDir
    Path folder;

    private Path archive() throws IOException {
        return Files.write(folder.resolve("archive.zip"), SmallArchive.file());
    }

    @Test
    void an_archive_says_what_it_is_and_where_its_bytes_are() throws IOException {
        OwnArchive opened = (OwnArchive) OpenExample.run(archive());
        assertThat(opened.format()).isEqualTo("Fovea archive (FVA1) in ZIP");
        assertThat(opened.ledger().entries().stream()
                        .mapToLong(LedgerEntry::codedBytes)
                        .sum())
                .isEqualTo(Files.size(archive()));
    }

    @Test
    void pairs_in_memory_are_those_of_the_inflater() throws Exception {
        Path raw = folder.resolve("0.raw");
        new Inflater(SmallArchive.content()).run(InflateOptions.all(SmallArchive.PAIRS), new RawFileSink(raw));
        assertThat(InflateExample.run(archive())).isEqualTo(Files.readAllBytes(raw));
    }

    @Test
    void a_clip_with_fewer_details_is_scored() throws Exception {
        Path original = SmallClips.drive(folder.resolve("original.mkv"), SIZE, 1, ClipSettings.ffv1());
        Path candidate = SmallClips.drive(folder.resolve("candidate.mkv"), SIZE, 1, ClipSettings.av1(60, 9));
        ScoreResult result = ScoreExample.run(original, candidate);
        assertThat(result.averages().segmentation()).isStrictlyBetween(0.0, 1.0);
        assertThat(result.bytes().archive()).hasValue(Files.size(candidate));
        assertThat(result.score()).isPresent();
    }
}
