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
            Optional<String> track,
            Optional<List<List<Number>>> costs) {}

    /** As JSON in which nothing ends a script element. */
    static String text(Site site, Benchmark benchmark, List<ExplorerPage.Source> sources, List<PairStrip> strips) {
        StoredClip original = sources.getFirst().clip();
        Map<String, PairStrip> byRun =
                strips.stream().collect(Collectors.toMap(strip -> strip.run().key(), Function.identity()));
        Optional<PairStrip> ranking =
                strips.stream().filter(strip -> !strip.pairs().isEmpty()).findFirst();
        Settings settings = new Settings(
                benchmark.name(),
                benchmark.pairs(),
                original.window().firstPair(),
                original.window().pairs(),
                original.legend().second() ? 1 : 0,
                original.framesPerSecond(),
                original.size().width(),
                original.size().height(),
                original.legend().names(),
                original.legend().colours(),
                sources.stream().map(source -> source(site, source, byRun)).toList(),
                ranking.map(strip -> strip.run().numberLabel()).orElse(""),
                ranking.map(strip -> strip.worst().stream()
                                .map(PairStrip.Bar::pair)
                                .filter(original.window()::contains)
                                .toList())
                        .orElse(List.of()));
        return MAPPER.writeValueAsString(settings).replace("<", "\\u003c");
    }

    private static Source source(Site site, ExplorerPage.Source source, Map<String, PairStrip> strips) {
        Optional<RunRow> run = source.run();
        return new Source(
                source.id(),
                run.map(row -> row.numberLabel() + " (" + source.role().words() + ")")
                        .orElse("Original"),
                source.clip().key(),
                ExplorerPage.clipPath(source.clip(), "frames"),
                ExplorerPage.clipPath(source.clip(), "classes"),
                run.map(row -> site.tracks().style(row.track())),
                run.map(row -> strips.get(row.key()).pairs().stream()
                        .map(bar -> List.<Number>of(bar.pair(), bar.cost(), bar.segmentation(), bar.pose()))
                        .toList()));
    }
}
