package org.fovea.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ledger that another lab has published: 52 runs with an exploit, repetitions, and bytes that nobody wrote down.
 */
public final class CommaLab {
    private static final Author AUTHOR = new Author(Author.Kind.IMPORT, "comma-lab");
    private static final List<String> SETTINGS =
            List.of("codec", "crf", "film_grain", "scale", "gop", "bframes", "ref", "upscale_and_postfilter");

    private CommaLab() {}

    /** Reads it. */
    public static void fill(Ledger ledger, Path csv) throws IOException {
        Benchmark benchmark = ledger.add(new Benchmark(
                        "comma-lab",
                        "0.mkv",
                        Optional.empty(),
                        600,
                        37_545_489,
                        "posenet + segnet",
                        Optional.empty(),
                        true,
                        Instant.parse("2026-04-04T16:19:02Z")))
                .record();
        List<String> lines = Files.readAllLines(csv);
        List<String> names = List.of(lines.getFirst().split(","));
        Optional<Run> floor = Optional.empty();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new TreeMap<>();
            for (int i = 0; i < cells.length; i++) {
                if (!cells[i].isBlank()) {
                    row.put(names.get(i), cells[i]);
                }
            }
            String verdict = row.get("verdict");
            Run run = ledger.add(run(ledger, benchmark, row, verdict)).record();
            if (verdict.equals("baseline") || verdict.equals("promoted")) {
                judge(ledger, Verdict.PROMOTED, run, run);
                floor.ifPresent(before -> judge(ledger, Verdict.SUPERSEDED, before, run));
                floor = Optional.of(run);
            } else if (verdict.equals("rejected")) {
                judge(ledger, Verdict.REJECTED, run, run);
            }
        }
    }

    private static Run run(Ledger ledger, Benchmark benchmark, Map<String, String> row, String verdict) {
        String name = row.get("run_id");
        Instant time = Instant.parse(row.get("ts_utc"));
        Map<String, String> settings = new TreeMap<>(row);
        settings.keySet().retainAll(SETTINGS);
        ObjectNode recipe = JsonMapper.shared().createObjectNode().put("run_id", name);
        settings.forEach(recipe::put);
        Numbered<Candidate> candidate = ledger.add(Candidate.builder()
                .recipe(new Recipe(Recipe.Kind.FOREIGN, recipe, Optional.empty()))
                .profile(name)
                .overrides(settings)
                .track(verdict.equals("exploit") ? Track.EXPLOIT : Track.ROBUST)
                .family(verdict.equals("verification") ? Run.VERIFICATION : family(row))
                .by(AUTHOR)
                .time(time)
                .build());
        long bytes = Long.parseLong(row.get("archive_bytes"));
        Optional<Long> payload =
                Optional.ofNullable(row.get("rule_faithful_bytes")).map(all -> Long.parseLong(all) - bytes);
        return Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .subset(Subset.all(benchmark.pairs()))
                .built(Run.Built.CLIP)
                .track(candidate.record().track())
                .family(candidate.record().family())
                .device("cpu")
                .machine("unknown")
                .codeVersion("unknown")
                .started(time)
                .ended(time)
                .bytes(new Run.Bytes(bytes, payload, benchmark.originalBytes()))
                .segmentation(Double.parseDouble(row.get("segnet_distortion")))
                .pose(Double.parseDouble(row.get("posenet_distortion")))
                .source("import: comma-lab")
                .name(Optional.of(name))
                .note(Optional.ofNullable(row.get("what_was_tried")))
                .build();
    }

    private static String family(Map<String, String> row) {
        String filter = row.getOrDefault("upscale_and_postfilter", "").toLowerCase(Locale.ROOT);
        String codec = row.getOrDefault("codec", "").toLowerCase(Locale.ROOT);
        return filter.contains("post-filter") || filter.contains("mask")
                ? "filter"
                : codec.contains("av1") ? "av1" : codec.contains("x265") ? "hevc" : "none";
    }

    private static void judge(Ledger ledger, Verdict verdict, Run about, Run evidence) {
        ledger.add(Judgement.builder()
                .verdict(verdict)
                .about(RecordKind.RUN)
                .subject(about.key())
                .benchmark(about.benchmark())
                .by(AUTHOR)
                .reason("the published ledger says so")
                .evidence(List.of(evidence.key()))
                .time(evidence.ended())
                .build());
    }
}
