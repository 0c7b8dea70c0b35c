package org.fovea.lab.agent;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.queue.Job;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records as programs read them: names in snake_case, records by their labels, all digits. Remembers labels that it has looked up. */
final class Documents {
    private static final int DIGITS = 12;

    private final Ledger ledger;
    private final Map<String, String> labels = new HashMap<>();

    Documents(Ledger ledger) {
        this.ledger = ledger;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A record as it is. */
    static JsonNode tree(LabRecord record) {
        return JsonMapper.shared().readTree(CanonicalJson.write(record));
    }

    String benchmark(String key) {
        return label(Benchmark.class, key, found -> found.record().name());
    }

    <T extends LabRecord> String label(Class<T> type, String key) {
        return label(type, key, Numbered::label);
    }

    private <T extends LabRecord> String label(Class<T> type, String key, Function<Numbered<T>, String> name) {
        return labels.computeIfAbsent(key, _ -> ledger.find(type, key).map(name).orElse(key.substring(0, DIGITS)));
    }

    Map<String, Object> row(RunRow row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("run", row.numberLabel());
        map.put("benchmark", benchmark(row.benchmark()));
        map.put("candidate", label(Candidate.class, row.candidate()));
        map.put("changes", row.label());
        row.study()
                .ifPresent(study -> map.put(
                        "study",
                        label(Study.class, study, found -> found.record().name())));
        map.put("rung", row.rung());
        map.put("track", row.track());
        map.put("family", row.family());
        map.put("pairs", row.pairs());
        map.put("whole", row.whole());
        map.put("bytes", row.bytes());
        map.put("segmentation", row.segmentation());
        map.put("pose", row.pose());
        map.put("current_workflow", row.score());
        row.ruleFaithfulScore().ifPresent(score -> map.put("rule_faithful", score));
        map.put("ended", row.ended().toString());
        row.verdict().ifPresent(verdict -> map.put("verdict", word(verdict)));
        return map;
    }

    Map<String, Object> benchmark(Numbered<Benchmark> benchmark) {
        Benchmark what = benchmark.record();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", what.name());
        map.put("clip", what.clip());
        map.put("pairs", what.pairs());
        map.put("original_bytes", what.originalBytes());
        map.put("evaluators", what.evaluators());
        map.put("official", what.official());
        return map;
    }

    /** A run with everything but its pairs. */
    Map<String, Object> run(Numbered<Run> numbered) {
        Run run = numbered.record();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("run", numbered.label());
        map.put("key", numbered.key());
        map.put("pairs", run.subset().size());
        map.put("whole", run.whole());
        map.put("current_workflow", run.score());
        run.ruleFaithfulScore().ifPresent(score -> map.put("rule_faithful", score));
        map.put("bytes", run.bytes().archive());
        run.bytes().payload().ifPresent(bytes -> map.put("payload_bytes", bytes));
        map.put("sections", run.sections());
        map.put("segmentation", run.segmentation());
        map.put("pose", run.pose());
        map.put("code", run.codeVersion());
        ledger.find(Candidate.class, run.candidate()).ifPresent(candidate -> {
            map.put("candidate", candidate.label());
            map.put("changes", candidate.record().label());
            if (candidate.record().recipe().kind() == Recipe.Kind.PROFILE) {
                map.put("settings", candidate.record().recipe().settings());
            }
        });
        return map;
    }

    Map<String, Object> round(Numbered<Round> numbered, int pairs) {
        Round round = numbered.record();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("round", numbered.label());
        map.put("rung", round.rung());
        map.put("pairs", pairs);
        map.put("gain", round.gain());
        map.put("low", round.low());
        map.put("high", round.high());
        map.put("level", round.level());
        map.put("bar", round.bar());
        map.put("decision", word(round.decision()));
        map.put("candidate_run", label(Run.class, round.candidateRun()));
        map.put("floor_run", label(Run.class, round.floorRun()));
        return map;
    }

    Map<String, Object> judgement(Numbered<Judgement> numbered) {
        Judgement judgement = numbered.record();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("judgement", numbered.label());
        map.put("verdict", word(judgement.verdict()));
        map.put(
                "by",
                Map.of(
                        "kind",
                        word(judgement.by().kind()),
                        "name",
                        judgement.by().name()));
        map.put("reason", judgement.reason());
        map.put("time", judgement.time().toString());
        return map;
    }

    Map<String, Object> deadEnd(Numbered<DeadEnd> numbered) {
        DeadEnd deadEnd = numbered.record();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("dead_end", numbered.label());
        map.put("benchmark", benchmark(deadEnd.benchmark()));
        map.put("family", deadEnd.family());
        map.put("region", deadEnd.region());
        map.put("mechanism", deadEnd.mechanism());
        map.put("numbers", deadEnd.numbers());
        map.put(
                "evidence",
                deadEnd.evidence().stream().map(key -> label(Run.class, key)).toList());
        map.put("preconditions", deadEnd.preconditions());
        map.put("reopens", deadEnd.reopens());
        map.put(
                "by",
                Map.of("kind", word(deadEnd.by().kind()), "name", deadEnd.by().name()));
        return map;
    }

    Map<String, Object> job(Job job) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("experiment", job.experiment().substring(0, DIGITS));
        map.put("candidate", label(Candidate.class, job.candidate()));
        map.put("benchmark", benchmark(job.benchmark()));
        map.put("pairs", job.pairs());
        map.put("step", word(job.step()));
        map.put("state", word(job.state()));
        job.progress().flatMap(Job.Progress::share).ifPresent(share -> map.put("done", share));
        why(job).ifPresent(why -> map.put("because", why));
        return map;
    }

    private static Optional<String> why(Job job) {
        return job.error().or(job::blockedBecause);
    }

    /** A document that is one list. */
    static Map<String, Object> of(String name, List<?> list) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(name, list);
        return map;
    }
}
