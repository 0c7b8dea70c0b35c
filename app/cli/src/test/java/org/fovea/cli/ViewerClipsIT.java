package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.clips.ViewerClips;
import org.fovea.codec.io.Folders;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Snapshot;
import org.fovea.site.player.StoredClip;
import org.fovea.site.player.Viewer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clips of the example lab: its floor is drawn again, frame by frame as it was measured. */
@Tag("slow")
@Tag("even")
class ViewerClipsIT {
    private static final ViewerClips.Options ONE = new ViewerClips.Options(1, 120, 1 << 28);

    @TempDir
    static Path folder;

    private static LabFolder lab;
    private static Snapshot snapshot;

    private final List<Long> read = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        lab = ExampleLab.in(folder);
        snapshot = Snapshot.of(LabDatabase.open(lab.database()).ledger(), "example", Optional.empty(), Instant.EPOCH);
    }

    private Viewer make(ViewerClips.Options options) throws IOException {
        Reporter progress = Reporter.of((_, done, total) -> {
            assertThat(done).isBetween(0L, total);
            read.add(done);
        });
        return ViewerClips.make(lab, snapshot, options, 2, new Reporter() {
            @Override
            public Task begin(String task, long total, String unit) {
                return progress.begin(task, total, unit);
            }

            @Override
            public void note(String text) {
                notes.add(text);
            }

            @Override
            public void say(String line) {
                throw new AssertionError(line);
            }
        });
    }

    private static Numbered<Benchmark> benchmark(String name) {
        return snapshot.benchmarks().stream()
                .filter(each -> each.record().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_floor_is_drawn_as_it_was_measured_and_kept() throws IOException {
        Folders.remove(lab.work()); // another test may have kept something
        Viewer.Shown first = make(ONE).of(benchmark("drive"));
        RunRow floor = snapshot.floor(benchmark("drive")).orElseThrow();
        assertThat(first.problem()).isEmpty();
        assertThat(first.runs()).singleElement().satisfies(run -> {
            assertThat(run.run()).isEqualTo(floor.key());
            assertThat(run.clip().verified()).isTrue();
        });
        StoredClip original = first.original().orElseThrow();
        assertThat(original.window().pairs()).isEqualTo(24);
        assertThat(original.legend().names()).contains("road", "lane marking");
        assertThat(read).endsWith(48L);
        // The network sees on the pair of the stills what it saw when the run was measured.
        Viewer.Stills stills = first.stills().orElseThrow();
        double measured = snapshot.details(floor).pairs().get(stills.pair()).segmentation();
        assertThat((double) stills.differing().orElseThrow() / stills.pixels()).isEqualTo(measured);
        assertThat(stills.pictures()).hasSize(5);

        read.clear();
        assertThat(make(ONE).of(benchmark("drive")).original()).contains(original);
        assertThat(read).as("frames read the second time").isEmpty();
    }

    @Test
    void what_is_not_here_is_told_without_telling_where() throws IOException {
        Viewer.Shown white = make(ONE).of(benchmark("white"));
        assertThat(white.original()).isEmpty();
        assertThat(white.problem().orElseThrow())
                .contains("fovea lab benchmark white --clip CLIP")
                .doesNotContain(folder.toString());
        assertThat(notes).anyMatch(note -> note.contains("lab.yaml does not say"));
    }

    @Test
    void clips_beyond_the_budget_are_left_out() throws IOException {
        Viewer.Shown drive = make(new ViewerClips.Options(1, 120, 1000)).of(benchmark("drive"));
        assertThat(drive.original()).isPresent();
        assertThat(drive.runs()).isEmpty();
        assertThat(drive.absent())
                .singleElement()
                .satisfies(absent -> assertThat(absent.reason()).contains("left out"));
    }
}
