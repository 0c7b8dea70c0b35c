package org.fovea.lab.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.queue.Job;
import org.fovea.lab.record.Author;
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
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as programs read them: names in snake_case, records by their labels, all digits, what is absent left out. A
 * document's keys are its components, in their order. Remembers labels that it has looked up.
 */
final class Documents {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private static final int DIGITS = 12;

    private final Ledger ledger;
    private final Map<String, String> labels = new HashMap<>();

    Documents(Ledger ledger) {
        this.ledger = ledger;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A document as it is sent. */
    static JsonNode json(Object document) {
        return MAPPER.valueToTree(document);
    }

    /** A record as it is. */
    static JsonNode tree(LabRecord record) {
        return CanonicalJson.tree(record);
    }

    String benchmark(String key) {
        return label(Benchmark.class, key, found -> found.record().name());
    }

    <T extends LabRecord> String label(Class<T> type, String key) {
        return label(type, key, Numbered::label);
    }

    private <T extends LabRecord> String label(Class<T> type, String key, Function<Numbered<T>, String> name) {
        return labels.computeIfAbsent(key, _ -> ledger.find(type, key).map(name).orElse(digits(key)));
    }

    /** A run in a list. */
    record Row(
            String run,
            String benchmark,
            @JsonUnwrapped Tried tried,
            int pairs,
            boolean whole,
            @JsonUnwrapped Lost lost,
            String ended,
            Optional<String> verdict) {
        /** What was changed, and for what. */
        record Tried(String candidate, String changes, Optional<String> study, int rung, String track, String family) {}

        /** What it costs. */
        record Lost(
                long bytes, double segmentation, double pose, double currentWorkflow, Optional<Double> ruleFaithful) {}
    }

    Row row(RunRow row) {
        return new Row(
                row.numberLabel(),
                benchmark(row.benchmark()),
                new Row.Tried(
                        label(Candidate.class, row.candidate()),
                        row.label(),
                        row.study()
                                .map(study -> label(
                                        Study.class,
                                        study,
                                        found -> found.record().name())),
                        row.rung(),
                        row.track(),
                        row.family()),
                row.pairs(),
                row.whole(),
                new Row.Lost(row.bytes(), row.segmentation(), row.pose(), row.score(), row.ruleFaithfulScore()),
                row.ended().toString(),
                row.verdict().map(Documents::word));
    }

    /** What is measured on. */
    record Measure(String name, String clip, int pairs, long originalBytes, String evaluators, boolean official) {}

    Measure benchmark(Numbered<Benchmark> benchmark) {
        Benchmark what = benchmark.record();
        return new Measure(
                what.name(), what.clip(), what.pairs(), what.originalBytes(), what.evaluators(), what.official());
    }

    /** A run with everything but its pairs. */
    record Whole(
            String run,
            String key,
            int pairs,
            boolean whole,
            @JsonUnwrapped Cost cost,
            String code,
            Optional<String> candidate,
            Optional<String> changes,
            Optional<JsonNode> settings) {
        /** What it costs. */
        record Cost(
                double currentWorkflow,
                Optional<Double> ruleFaithful,
                long bytes,
                Optional<Long> payloadBytes,
                Map<String, Long> sections,
                double segmentation,
                double pose) {}
    }

    Whole run(Numbered<Run> numbered) {
        Run run = numbered.record();
        Optional<Numbered<Candidate>> candidate = ledger.find(Candidate.class, run.candidate());
        return new Whole(
                numbered.label(),
                numbered.key(),
                run.subset().size(),
                run.whole(),
                new Whole.Cost(
                        run.score(),
                        run.ruleFaithfulScore(),
                        run.bytes().archive(),
                        run.bytes().payload(),
                        run.sections(),
                        run.segmentation(),
                        run.pose()),
                run.codeVersion(),
                candidate.map(Numbered::label),
                candidate.map(each -> each.record().label()),
                candidate
                        .map(each -> each.record().recipe())
                        .filter(recipe -> recipe.kind() == Recipe.Kind.PROFILE)
                        .map(Recipe::settings));
    }

    /** A round. */
    record Match(
            String round,
            int rung,
            int pairs,
            @JsonUnwrapped Gain gain,
            String decision,
            String candidateRun,
            String floorRun) {
        /** In points of the score; positive is better. */
        record Gain(
                double gain,
                double low,
                double high,
                double level,
                double bar,
                Optional<Integer> seeds,
                Optional<Double> noise) {}
    }

    Match round(Numbered<Round> numbered, int pairs) {
        Round round = numbered.record();
        return new Match(
                numbered.label(),
                round.rung(),
                pairs,
                new Match.Gain(
                        round.gain(),
                        round.low(),
                        round.high(),
                        round.level(),
                        round.bar(),
                        round.seeds().map(seeds -> seeds.candidateRuns().size()),
                        round.seeds().map(Round.Seeds::deviation)),
                word(round.decision()),
                label(Run.class, round.candidateRun()),
                label(Run.class, round.floorRun()));
    }

    /** Who said something. */
    record By(String kind, String name) {
        static By of(Author author) {
            return new By(word(author.kind()), author.name());
        }
    }

    /** What was said of something. */
    record Said(String judgement, String verdict, By by, String reason, String time) {}

    Said judgement(Numbered<Judgement> numbered) {
        Judgement judgement = numbered.record();
        return new Said(
                numbered.label(),
                word(judgement.verdict()),
                By.of(judgement.by()),
                judgement.reason(),
                judgement.time().toString());
    }

    /** A dead end. */
    record Closed(
            String deadEnd,
            String benchmark,
            String family,
            Map<String, String> region,
            @JsonUnwrapped Shown shown,
            String reopens,
            By by) {
        /** Why it does not help. */
        record Shown(String mechanism, String numbers, List<String> evidence, Map<String, String> preconditions) {}
    }

    Closed deadEnd(Numbered<DeadEnd> numbered) {
        DeadEnd deadEnd = numbered.record();
        return new Closed(
                numbered.label(),
                benchmark(deadEnd.benchmark()),
                deadEnd.family(),
                deadEnd.region(),
                new Closed.Shown(
                        deadEnd.mechanism(),
                        deadEnd.numbers(),
                        deadEnd.evidence().stream()
                                .map(key -> label(Run.class, key))
                                .toList(),
                        deadEnd.preconditions()),
                deadEnd.reopens(),
                By.of(deadEnd.by()));
    }

    /** A step of the queue. */
    record Step(
            String experiment,
            String candidate,
            String benchmark,
            int pairs,
            String step,
            String state,
            Optional<Double> done,
            Optional<String> because) {}

    Step job(Job job) {
        return new Step(
                digits(job.experiment()),
                label(Candidate.class, job.candidate()),
                benchmark(job.benchmark()),
                job.pairs(),
                word(job.step()),
                word(job.state()),
                job.progress().flatMap(Job.Progress::share),
                because(job));
    }

    /** Why it failed, or waits. */
    static Optional<String> because(Job job) {
        return job.error().or(job::blockedBecause);
    }

    /** The first digits of a key, by which it is known. */
    static String digits(String key) {
        return key.substring(0, DIGITS);
    }
}
