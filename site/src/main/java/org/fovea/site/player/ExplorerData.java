package org.fovea.site.player;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.lab.record.Benchmark;

/**
 * What the viewer shows, for scripts.
 *
 * @param benchmark name
 * @param firstPair first pair that clips show
 * @param pairs how many they show
 * @param original the original's clip
 * @param runs runs with clips or known pairs
 */
record ExplorerData(
        String benchmark,
        Optional<Integer> firstPair,
        Optional<Integer> pairs,
        Optional<Clip> original,
        List<Run> runs) {
    /** A clip's files. */
    record Clip(
            String frames,
            String classes,
            String poses,
            int width,
            int height,
            double framesPerSecond,
            boolean verified) {}

    /** A run. */
    record Run(String run, String key, String role, Optional<Clip> clip, List<PairStrip.Bar> pairs) {}

    static ExplorerData of(ExplorerPage page) {
        Map<String, StoredClip> clips = page.sources().stream()
                .filter(source -> source.run().isPresent())
                .collect(Collectors.toMap(source -> source.run().get().key(), ExplorerPage.Source::clip));
        Optional<StoredClip> original = page.shown().original();
        return new ExplorerData(
                page.benchmark().map(each -> each.record()).map(Benchmark::name).orElse(""),
                original.map(clip -> clip.window().firstPair()),
                original.map(clip -> clip.window().pairs()),
                original.map(ExplorerData::clip),
                page.strips().stream()
                        .map(strip -> new Run(
                                strip.run().numberLabel(),
                                strip.run().key(),
                                strip.role().key(),
                                Optional.ofNullable(clips.get(strip.run().key()))
                                        .map(ExplorerData::clip),
                                strip.pairs()))
                        .toList());
    }

    private static Clip clip(StoredClip clip) {
        return new Clip(
                ExplorerPage.clipPath(clip, "frames"),
                ExplorerPage.clipPath(clip, "classes"),
                ExplorerPage.clipPath(clip, "poses"),
                clip.size().width(),
                clip.size().height(),
                clip.framesPerSecond(),
                clip.verified());
    }
}
