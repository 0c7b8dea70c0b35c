package org.fovea.lab.agent;

import static org.fovea.lab.agent.Documents.word;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.folder.AgentLimits;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.round.RunDiff;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import tools.jackson.databind.JsonNode;

/** Tools that change nothing. */
final class ReadingTools {
    private static final String BENCHMARK = "Name of a benchmark.";
    private static final String RUN = "Label of a run, as in R-0107.";
    private static final int MAX_RESULTS = 200;
    private static final int USUAL_RESULTS = 50;

    private final AgentLab lab;
    private final Ledger ledger;

    ReadingTools(AgentLab lab) {
        this.lab = lab;
        this.ledger = lab.ledger();
    }

    List<Tool> all() {
        return List.of(
                new Tool(
                        "floor",
                        "The baseline to beat: for each benchmark the run that is its floor, with the score in "
                                + "full precision under both accountings"
                                + " (smaller is better), bytes of each section, distortions, all settings, and "
                                + "whose networks score"
                                + " (official: the challenge's own).",
                        Schema.empty().name("benchmark", BENCHMARK + " All by default."),
                        true,
                        this::floor),
                new Tool(
                        "budget",
                        "What agents may cost and change in this lab: limits of runs and hours for all agents "
                                + "together, what they have used, what is left,"
                                + " and the settings that may be changed (a name that ends in .* stands for all "
                                + "below it).",
                        Schema.empty(),
                        true,
                        this::budget),
                new Tool(
                        "dead_ends",
                        "Dead ends that still stand: the mechanism tested, numbers, the runs that show it, the "
                                + "conditions of the test"
                                + ", and what would reopen it. Read it before you propose.",
                        Schema.empty()
                                .name("benchmark", BENCHMARK + " All by default.")
                                .name("family", "Part of the codec, as in masks."),
                        true,
                        this::deadEnds),
                new Tool(
                        "results",
                        "Runs, filtered and sorted. Only runs with whole=true have a score of the benchmark; "
                                + "others were measured on some pairs.",
                        resultsSchema(),
                        true,
                        this::results),
                new Tool(
                        "show",
                        "One record with everything about it: a run, candidate, hypothesis, study, round, dead "
                                + "end, judgement, note or benchmark.",
                        Schema.empty()
                                .name("record", "Its label, as in R-0107, or the first 6 or more digits of its key.")
                                .required(),
                        true,
                        this::show),
                new Tool(
                        "diff",
                        "What changes from one run to another of the same benchmark: settings, bytes of sections, "
                                + "distortions of the pairs that both measured. Differences are b - a.",
                        Schema.empty().name("a", RUN).required().name("b", RUN).required(),
                        true,
                        this::diff),
                new Tool(
                        "status",
                        "What the lab is doing: running steps, how many wait and why, failures, workers and whether "
                                + "they are alive, time left.",
                        Schema.empty(),
                        true,
                        this::status));
    }

    Tool.Answer floor(Tool.Call call) {
        Documents documents = new Documents(ledger);
        List<Numbered<Benchmark>> benchmarks = call.arguments()
                .text("benchmark")
                .map(name -> List.of(ledger.resolve(Benchmark.class, name)))
                .orElseGet(() -> ledger.all(Benchmark.class));
        List<Floor> floors = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Numbered<Benchmark> benchmark : benchmarks) {
            Optional<Numbered<Run>> floor = ledger.floor(benchmark.key());
            floors.add(new Floor(documents.benchmark(benchmark), floor.map(documents::run)));
            Benchmark what = benchmark.record();
            text.append(what.name())
                    .append(": ")
                    .append(floor.map(ReadingTools::line)
                            .orElse("no floor yet; a person sets the first one with fovea lab floor set"))
                    .append(what.official() ? ", official networks" : ", networks " + what.evaluators())
                    .append('\n');
        }
        return new Tool.Answer(floors.isEmpty() ? "no benchmarks" : text.toString(), new Floors(floors));
    }

    private record Floors(List<Floor> floors) {}

    private record Floor(Documents.Measure benchmark, Optional<Documents.Whole> floor) {}

    private static String line(Numbered<Run> numbered) {
        Run run = numbered.record();
        return numbered.label() + ", current_workflow " + run.score()
                + run.ruleFaithfulScore()
                        .map(score -> ", rule_faithful " + score)
                        .orElse("") + ", " + run.bytes().archive() + " bytes, segmentation " + run.segmentation()
                + ", pose " + run.pose();
    }

    private Tool.Answer budget(Tool.Call call) {
        AgentLimits limits = lab.budget().limits();
        AgentBudget.Used used = lab.budget().used(ledger);
        int runs = Math.max(0, limits.runs() - used.runs());
        double hours = Math.max(0, limits.hours() - used.hours());
        Budget document = new Budget(
                limits,
                new Budget.Used(used.runs(), used.finished(), used.open(), used.hours()),
                new Budget.Left(runs, hours));
        return new Tool.Answer(
                String.format(
                        Locale.ROOT,
                        "%d of %d runs and %.2f of %s hours are left; fields: %s",
                        runs,
                        limits.runs(),
                        hours,
                        limits.hours(),
                        String.join(", ", limits.fields())),
                document);
    }

    private record Budget(AgentLimits limits, Used used, Left left) {
        record Used(int runs, int finishedRuns, int openRuns, double hours) {}

        record Left(int runs, double hours) {}
    }

    private Tool.Answer deadEnds(Tool.Call call) {
        Documents documents = new Documents(ledger);
        Optional<String> benchmark = call.arguments()
                .text("benchmark")
                .map(name -> ledger.resolve(Benchmark.class, name).key());
        Optional<String> family = call.arguments().text("family");
        List<Numbered<DeadEnd>> standing = ledger.standing(DeadEnd.class, benchmark).stream()
                .filter(each -> family.isEmpty() || each.record().family().equals(family.get()))
                .toList();
        StringBuilder text = new StringBuilder();
        for (Numbered<DeadEnd> each : standing) {
            DeadEnd what = each.record();
            text.append(each.label())
                    .append(' ')
                    .append(what.family())
                    .append(what.region().isEmpty() ? "" : " with " + what.region())
                    .append(": ")
                    .append(what.mechanism())
                    .append("; ")
                    .append(what.numbers())
                    .append("; would reopen: ")
                    .append(what.reopens())
                    .append('\n');
        }
        return new Tool.Answer(
                standing.isEmpty() ? "no dead ends" : text.toString(),
                new DeadEnds(standing.stream().map(documents::deadEnd).toList()));
    }

    private record DeadEnds(List<Documents.Closed> deadEnds) {}

    private static Schema resultsSchema() {
        return Schema.empty()
                .name("benchmark", BENCHMARK)
                .name("study", "Name or label of a study.")
                .name("track", "Kind of codec: masks, robust, exploit.")
                .name("family", "Part of the codec, as in masks.")
                .oneOf("verdict", "Their current verdict.", words(Verdict.values()))
                .yes("whole", "Only runs of all pairs.")
                .name("text", "A part of name, settings or family.")
                .oneOf("sort", "Default: number.", words(RunQuery.Order.values()))
                .yes("descending", "Largest first.")
                .whole("limit", "Maximum number of runs. Default: " + USUAL_RESULTS + ".", 1, MAX_RESULTS);
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(Documents::word).toList();
    }

    private Tool.Answer results(Tool.Call call) {
        Arguments arguments = call.arguments();
        RunQuery query = RunQuery.builder()
                .benchmark(arguments
                        .text("benchmark")
                        .map(name -> ledger.resolve(Benchmark.class, name).key()))
                .study(arguments
                        .text("study")
                        .map(name -> ledger.resolve(Study.class, name).key()))
                .track(arguments.text("track"))
                .family(arguments.text("family"))
                .verdict(arguments.text("verdict").map(name -> Verdict.valueOf(name.toUpperCase(Locale.ROOT))))
                .whole(arguments.yes("whole") ? Optional.of(true) : Optional.empty())
                .text(arguments.text("text"))
                .order(arguments
                        .text("sort")
                        .map(name -> RunQuery.Order.valueOf(name.toUpperCase(Locale.ROOT)))
                        .orElse(RunQuery.Order.NUMBER))
                .descending(arguments.yes("descending"))
                .limit((int) Math.clamp(arguments.whole("limit").orElse((long) USUAL_RESULTS), 1, MAX_RESULTS))
                .build();
        Documents documents = new Documents(ledger);
        List<RunRow> rows = ledger.runs(query);
        long count = ledger.count(query);
        StringBuilder text = new StringBuilder(rows.size() + " of " + count + " runs\n");
        rows.forEach(row -> text.append(line(row)).append('\n'));
        return new Tool.Answer(
                text.toString(),
                new Results(count, rows.stream().map(documents::row).toList()));
    }

    private record Results(long count, List<Documents.Row> runs) {}

    static String line(RunRow row) {
        return String.format(
                Locale.ROOT,
                "%s %s: %d pairs, %d bytes, %s%.6f%s",
                row.numberLabel(),
                row.label(),
                row.pairs(),
                row.bytes(),
                row.whole() ? "score " : "score of these pairs ~",
                row.score(),
                row.verdict().map(verdict -> ", " + word(verdict)).orElse(""));
    }

    private Tool.Answer show(Tool.Call call) {
        Numbered<?> found = ledger.resolve(call.arguments().required("record"));
        Documents documents = new Documents(ledger);
        JsonNode record = Documents.tree(found.record());
        Optional<Numbered<Run>> run =
                found.record() instanceof Run ? ledger.find(Run.class, found.key()) : Optional.empty();
        Shown document = new Shown(
                found.label(),
                found.key(),
                word(found.kind()),
                record,
                run.map(documents::run),
                run.map(each -> rounds(documents, each)),
                run.map(each -> gates(each.key())),
                run.map(each -> documents.benchmark(each.record().benchmark())),
                ledger.judgements(found.key()).stream()
                        .map(documents::judgement)
                        .toList());
        String text = run.map(ReadingTools::line)
                .orElseGet(() -> found.label() + ", " + word(found.kind()).replace('_', ' ') + ": " + record);
        return new Tool.Answer(text, document);
    }

    private record Shown(
            String label,
            String key,
            String kind,
            JsonNode record,
            Optional<Documents.Whole> run,
            Optional<List<Documents.Match>> rounds,
            Optional<List<Gate>> gates,
            Optional<String> benchmark,
            List<Documents.Said> judgements) {}

    private record Gate(String gate, boolean passed, String detail) {}

    private List<Documents.Match> rounds(Documents documents, Numbered<Run> run) {
        return ledger.all(Round.class).stream()
                .filter(each -> each.record().candidateRun().equals(run.key()))
                .map(each -> documents.round(each, run.record().subset().size()))
                .toList();
    }

    private List<Gate> gates(String run) {
        return ledger.all(GateResult.class).stream()
                .map(Numbered::record)
                .filter(each -> each.run().equals(run))
                .map(each -> new Gate(word(each.gate()), each.passed(), each.detail()))
                .toList();
    }

    private Tool.Answer diff(Tool.Call call) {
        RunDiff.Document document = new RunDiff(
                        ledger,
                        ledger.resolve(Run.class, call.arguments().required("a")),
                        ledger.resolve(Run.class, call.arguments().required("b")))
                .document();
        String text = String.format(
                Locale.ROOT,
                "%s to %s: %s, segmentation %+.6f, pose %+.6f on %d pairs in common; settings that differ: %s",
                document.a(),
                document.b(),
                document.score()
                        .map(score -> String.format(
                                Locale.ROOT,
                                "score %+.6f, %+d bytes",
                                score,
                                document.bytes().orElse(0L)))
                        .orElse("other pairs, so that scores and bytes cannot be compared"),
                document.segmentation(),
                document.pose(),
                document.pairs().size(),
                document.settings().isEmpty()
                        ? "none"
                        : String.join(", ", document.settings().keySet()));
        return new Tool.Answer(text, document);
    }

    private Tool.Answer status(Tool.Call call) {
        QueueStatus status = lab.queue().status();
        Documents documents = new Documents(ledger);
        Map<String, Long> experiments = new LinkedHashMap<>();
        status.experiments().forEach((state, count) -> experiments.put(word(state), count));
        long workers =
                status.workers().stream().filter(QueueStatus.Worker::alive).count();
        Status document = new Status(
                status.paused(),
                experiments,
                status.running().stream().map(each -> documents.job(each.job())).toList(),
                new Status.Waiting(
                        status.waiting().stream().map(documents::job).toList(),
                        status.waitingCount(),
                        status.blockedBecause()),
                new Status.Failed(status.failed().stream().map(documents::job).toList(), status.failedCount()),
                workers,
                status.workers().stream()
                        .map(worker -> new Status.Worker(
                                worker.name(),
                                worker.host(),
                                worker.alive(),
                                worker.lastSeen().toString(),
                                worker.doing()))
                        .toList(),
                status.remaining().map(Duration::toSeconds),
                ledger.count(RecordKind.RUN));
        String text = status.running().size() + " steps run, " + status.waitingCount() + " could begin, "
                + status.failedCount() + " failed; "
                + (workers == 0 ? "no worker is alive" : workers == 1 ? "1 worker" : workers + " workers")
                + (status.paused() ? "; paused" : "")
                + status.remaining()
                        .map(left -> "; about " + left.toSeconds() + " s left")
                        .orElse("");
        return new Tool.Answer(text, document);
    }

    private record Status(
            boolean paused,
            Map<String, Long> experiments,
            List<Documents.Step> running,
            @JsonUnwrapped Waiting waiting,
            @JsonUnwrapped Failed failed,
            long workers,
            List<Worker> workersSeen,
            Optional<Long> secondsLeft,
            long runs) {
        record Worker(String name, String host, boolean alive, String seen, String doing) {}

        record Waiting(List<Documents.Step> waiting, long waitingCount, Map<String, Long> blockedBecause) {}

        record Failed(List<Documents.Step> failed, long failedCount) {}
    }
}
