package org.fovea.site.player;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.site.Labs;
import org.fovea.site.MarkupTest;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.model.Snapshot;
import org.fovea.site.output.Report;
import org.fovea.site.page.DataFilesTest;
import org.fovea.video.clip.FrameRate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ExplorerPageTest {
    private final Snapshot snapshot = Labs.example();
    private final Numbered<Benchmark> benchmark = snapshot.benchmarks().getFirst();

    @Test
    void pages_with_clips_are_valid_and_data_are_what_their_schemas_say() throws Exception {
        MarkupTest.validate(PlayedLab.built().site, List.of(PlayedLab.built().page()));
        DataFilesTest.check(PlayedLab.built().site);
    }

    @Test
    void mean_of_the_costs_is_the_score_without_rate_as_far_as_a_tangent_tells() {
        Run run = snapshot.details(snapshot.floor(benchmark).orElseThrow());
        PairStrip strip = PairStrip.of(snapshot.floor(benchmark).orElseThrow(), PairStrip.Role.FLOOR, run);
        double mean = strip.pairs().stream()
                .mapToDouble(PairStrip.Bar::cost)
                .average()
                .orElseThrow();
        // A tangent at the mean counts half of the pose term.
        assertThat(mean)
                .isCloseTo(
                        run.terms().segmentation() + run.terms().pose() / 2, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(strip.worst().getFirst().cost()).isEqualTo(strip.highest());
    }

    @Test
    void without_clips_it_says_why_and_shows_what_the_ledger_knows() {
        Viewer viewer = new Viewer(Map.of(benchmark.key(), Viewer.Shown.nothing("The clip is <elsewhere>.")));
        Site site = Report.of(snapshot, false, viewer, Labs.NO_FILES);
        String page = Labs.text(site, site.paths().of(Topic.EXPLORER, benchmark));
        assertThat(page)
                .contains("The clip is &lt;elsewhere&gt;.")
                .contains(snapshot.floor(benchmark).orElseThrow().numberLabel() + ": cost of")
                .doesNotContain("explorer.js");
    }

    @Test
    void a_part_of_a_long_clip_is_told() throws Exception {
        ClipStore store = new ClipStore(Labs.temporary("part"));
        StoredClip clip = store.make(
                new NumberedFrames("part", Optional.empty(), 0x808080, false, 24),
                new ClipWindow(5, 7),
                new FrameRate(20, 1),
                _ -> {});
        Viewer.Shown shown =
                new Viewer.Shown(Optional.empty(), Optional.of(clip), List.of(), List.of(), 0, Optional.empty());
        Site site = Report.of(snapshot, false, new Viewer(Map.of(benchmark.key(), shown)), Labs.NO_FILES);
        String page = Labs.text(site, site.paths().of(Topic.EXPLORER, benchmark));
        assertThat(page).contains("Clips show pairs 5 to 11 of");
        // Only pairs that can be played are links into the player.
        List<Integer> linked = java.util.regex.Pattern.compile("href=\"#pair=(\\d+)\"")
                .matcher(page)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
        assertThat(linked).allMatch(clip.window()::contains);
    }
}
