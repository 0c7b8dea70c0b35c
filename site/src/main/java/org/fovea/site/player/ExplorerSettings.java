package org.fovea.site.player;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Site;
import tools.jackson.databind.json.JsonMapper;

/** What the viewer's script is told. */
final class ExplorerSettings {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    all -> all.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT))
            .build();

    private ExplorerSettings() {}

    private record Settings(
            String benchmark,
            int clipPairs,
            int firstPair,
            int pairs,
            int look,
            boolean every,
            double framesPerSecond,
            int width,
            int height,
            List<String> classes,
            List<String> colours,
            List<Source> sources,
            String ranking,
            List<Integer> worst) {}

    private record Source(
            String id,
            String label,
            String key,
            String frames,
            String classes,
            String poses,
            Optional<String> track,
            Optional<List<List<Number>>> costs) {}

    /** As JSON in which nothing ends a script element. */
    static String text(Site site, Benchmark benchmark, List<ExplorerPage.Source> sources, List<PairStrip> strips) {
        Map<String, PairStrip> byRun =
                strips.stream().collect(Collectors.toMap(strip -> strip.run().key(), Function.identity()));
        Optional<PairStrip> ranking =
                strips.stream().filter(strip -> !strip.pairs().isEmpty()).findFirst();
        return text(
                benchmark.name(),
                benchmark.pairs(),
                sources.getFirst().clip(),
                sources.stream().map(source -> source(site, source, byRun)).toList(),
                ranking.map(strip -> strip.run().numberLabel()).orElse(""),
                ranking.map(PairStrip::worst).orElse(List.of()));
    }

    /** The same of one clip and what its archive draws. */
    static String text(ClipPage.Played played, String name) {
        return text(
                name,
                played.clipPairs(),
                played.original(),
                List.of(
                        source("original", "Original", played.original(), Optional.empty(), Optional.empty()),
                        source("archive", "Archive", played.drawn(), Optional.empty(), Optional.of(played.pairs()))),
                "archive",
                PairStrip.worst(played.pairs()));
    }

    private static String text(
            String name,
            int clipPairs,
            StoredClip original,
            List<Source> sources,
            String ranking,
            List<PairStrip.Bar> worst) {
        Settings settings = new Settings(
                name,
                clipPairs,
                original.window().firstPair(),
                original.window().pairs(),
                original.legend().seen().shown(),
                original.legend().seen() == ClassLegend.Seen.BOTH,
                original.framesPerSecond(),
                original.size().width(),
                original.size().height(),
                original.legend().names(),
                original.legend().colours(),
                sources,
                ranking,
                worst.stream()
                        .map(PairStrip.Bar::pair)
                        .filter(original.window()::contains)
                        .toList());
        return MAPPER.writeValueAsString(settings).replace("<", "\\u003c");
    }

    private static Source source(Site site, ExplorerPage.Source source, Map<String, PairStrip> strips) {
        Optional<RunRow> run = source.run();
        return source(
                source.id(),
                run.map(row -> row.numberLabel() + " (" + source.role().words() + ")")
                        .orElse("Original"),
                source.clip(),
                run.map(row -> site.tracks().style(row.track())),
                run.map(row -> strips.get(row.key()).pairs()));
    }

    private static Source source(
            String id, String label, StoredClip clip, Optional<String> track, Optional<List<PairStrip.Bar>> pairs) {
        return new Source(
                id,
                label,
                clip.key(),
                ExplorerPage.clipPath(clip, "frames"),
                ExplorerPage.clipPath(clip, "classes"),
                ExplorerPage.clipPath(clip, "poses"),
                track,
                pairs.map(bars -> bars.stream()
                        .map(bar -> List.<Number>of(bar.pair(), bar.cost(), bar.segmentation(), bar.pose()))
                        .toList()));
    }
}
