package org.fovea.lab.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records with contents drawn by lot, which refer to those drawn before. */
public final class RandomRecords {
    private static final String LETTERS = "aZ09 _%!'\"\\/;:,.{}[]\n\tßÆ✓漢\uD83D\uDE00";

    private final Random random;
    private final List<Benchmark> benchmarks = new ArrayList<>();
    private final List<Hypothesis> hypotheses = new ArrayList<>();
    private final List<Study> studies = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final List<LabRecord> all = new ArrayList<>();
    private int names;

    /** With a seed. */
    public RandomRecords(long seed) {
        random = new Random(seed);
    }

    /** Some records of each kind, each after those that it refers to. */
    public List<LabRecord> some(int ofEach) {
        for (RecordKind kind : RecordKind.values()) {
            for (int i = 0; i < ofEach; i++) {
                all.add(next(kind));
            }
        }
        return List.copyOf(all);
    }

    private LabRecord next(RecordKind kind) {
        return switch (kind) {
            case BENCHMARK -> keep(benchmarks, benchmark());
            case HYPOTHESIS -> keep(hypotheses, new Hypothesis(text(), text(), family(), expected(), author(), time()));
            case STUDY -> keep(studies, new Study(name(), one(benchmarks).key(), text(), author(), time()));
            case CANDIDATE -> keep(candidates, candidate());
            case RUN -> keep(runs, run());
            case ROUND -> round();
            case GATE ->
                new GateResult(one(runs).key(), one(List.of(GateResult.Gate.values())), flip(), text(), text(), time());
            case DEAD_END -> deadEnd();
            case JUDGEMENT -> judgement();
            case NOTE -> new Note(text(), text(), List.of(one(all).key(), one(all).key()), author(), time());
        };
    }

    private static <T> T keep(List<T> list, T value) {
        list.add(value);
        return value;
    }

    private Benchmark benchmark() {
        return new Benchmark(
                name(),
                text(),
                maybe(this::hash),
                1 + random.nextInt(40),
                1 + random.nextInt(1_000_000_000),
                text(),
                maybe(this::hash),
                flip(),
                flip() ? Optional.of(Benchmark.SEQUENCE) : Optional.empty(),
                time());
    }

    private Hypothesis.Expected expected() {
        return new Hypothesis.Expected(maybe(random::nextLong), maybe(this::real), maybe(this::real));
    }

    private Candidate candidate() {
        ObjectNode settings = JsonMapper.shared().createObjectNode();
        settings.put(text(), real())
                .put(text(), random.nextLong())
                .put(text(), text())
                .put(text(), flip());
        settings.putObject(text())
                .putArray(text())
                .add(random.nextInt())
                .addNull()
                .add(real());
        return Candidate.builder()
                .recipe(new Recipe(one(List.of(Recipe.Kind.PROFILE, Recipe.Kind.FOREIGN)), settings, maybe(this::hash)))
                .profile(text())
                .overrides(map())
                .track(family())
                .family(family())
                .parent(
                        candidates.isEmpty()
                                ? Optional.empty()
                                : maybe(() -> one(candidates).key()))
                .hypothesis(maybe(() -> one(hypotheses).key()))
                .despite(maybe(this::text))
                .name(maybe(() -> "run " + random.nextInt(100)))
                .tags(flip() ? List.of() : List.of("night", "wide-" + random.nextInt(5)))
                .by(author())
                .time(time())
                .build();
    }

    private Run run() {
        Benchmark benchmark = one(benchmarks);
        List<Integer> chosen = new ArrayList<>();
        for (int pair = 0; pair < benchmark.pairs(); pair++) {
            if (random.nextInt(3) > 0 || pair == benchmark.pairs() - 1) {
                chosen.add(pair);
            }
        }
        Subset subset = flip() ? Subset.all(benchmark.pairs()) : new Subset(benchmark.pairs(), chosen);
        List<PairDistortion> pairs = subset.pairs().stream()
                .map(pair -> new PairDistortion(pair, random.nextDouble(), Math.abs(real())))
                .toList();
        Map<String, Long> sections = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            sections.put(text(), 1L + random.nextInt(100_000));
        }
        long bytes = sections.isEmpty()
                ? 1 + random.nextInt(1_000_000)
                : sections.values().stream().mapToLong(Long::longValue).sum();
        return Run.builder()
                .benchmark(benchmark.key())
                .candidate(one(candidates).key())
                .study(maybe(() -> one(studies).key()))
                .rung(random.nextInt(5))
                .replaced(flip() ? Map.of() : map())
                .subset(subset)
                .built(subset.whole() ? Run.Built.CLIP : one(List.of(Run.Built.values())))
                .track(family())
                .family(family())
                .seeds(List.of(random.nextLong(), random.nextLong()))
                .device(text())
                .machine(text())
                .threads(random.nextInt(64))
                .codeVersion(text())
                .started(time())
                .ended(time())
                .bytes(new Run.Bytes(bytes, maybe(() -> (long) random.nextInt(1000)), 1 + Math.abs(real())))
                .sections(sections)
                .segmentation(random.nextDouble())
                .pose(Math.abs(real()))
                .pairs(flip() ? pairs : List.of())
                .frames(maybe(this::hash))
                .artifacts(List.of(new Artifact(text(), hash(), random.nextInt(1 << 30), "runs/" + hash())))
                .source(text())
                .name(maybe(this::text))
                .note(maybe(this::text))
                .job(maybe(this::hash))
                .series(maybe(this::hash))
                .build();
    }

    private Round round() {
        double gain = real();
        return Round.builder()
                .benchmark(one(benchmarks).key())
                .study(maybe(() -> one(studies).key()))
                .rung(random.nextInt(5))
                .candidate(one(candidates).key())
                .floorRun(one(runs).key())
                .candidateRun(one(runs).key())
                .gain(gain)
                .low(gain - random.nextDouble())
                .high(gain + random.nextDouble())
                .level(0.5 + random.nextDouble() / 3)
                .bar(real())
                .seeds(maybe(() -> new Round.Seeds(
                        List.of(one(runs).key(), one(runs).key()),
                        List.of(one(runs).key()),
                        Math.abs(real()))))
                .decision(one(List.of(Round.Decision.values())))
                .by(author())
                .time(time())
                .build();
    }

    private DeadEnd deadEnd() {
        Map<String, String> preconditions = new TreeMap<>(map());
        preconditions.put("code", text());
        return DeadEnd.builder()
                .benchmark(one(benchmarks).key())
                .family(family())
                .region(map())
                .mechanism(text())
                .preconditions(preconditions)
                .evidence(List.of(one(runs).key()))
                .numbers(text())
                .reopens(text())
                .by(author())
                .time(time())
                .build();
    }

    private Judgement judgement() {
        List<LabRecord> subjects =
                all.stream().filter(record -> record.kind() != RecordKind.RUN).toList();
        boolean aboutRun = flip();
        Run run = one(runs);
        LabRecord subject = aboutRun ? run : one(subjects);

        Verdict verdict = Verdict.values()[1 + random.nextInt(4)]; // random runs cannot be promoted
        return Judgement.builder()
                .verdict(verdict)
                .about(subject.kind())
                .subject(subject.key())
                .benchmark(aboutRun ? run.benchmark() : one(benchmarks).key())
                .by(author())
                .reason(text())
                .evidence(List.of(one(runs).key()))
                .preconditions(map())
                .review(maybe(this::text))
                .time(time())
                .build();
    }

    private Author author() {
        return new Author(one(List.of(Author.Kind.values())), text());
    }

    private Map<String, String> map() {
        Map<String, String> map = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(), text());
        }
        return map;
    }

    private Instant time() {
        return Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt());
    }

    private double real() {
        return (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(20) - 10);
    }

    private String hash() {
        return CanonicalJson.hash(random.nextLong());
    }

    private String name() {
        return "name " + names++ + " " + hash() + text();
    }

    private String family() {
        return one(List.of("masks", "renderer", "pose", "corrections"));
    }

    private String text() {
        int[] letters = LETTERS.codePoints().toArray();
        StringBuilder out = new StringBuilder().append((char) ('a' + random.nextInt(26)));
        for (int i = random.nextInt(12); i > 0; i--) {
            out.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return out.toString();
    }

    private boolean flip() {
        return random.nextBoolean();
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return flip() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
