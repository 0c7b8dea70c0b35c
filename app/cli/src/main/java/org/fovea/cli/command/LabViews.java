package org.fovea.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.document.RecordDocument;
import org.fovea.app.document.RecordText;
import org.fovea.app.document.ResultsDocument;
import org.fovea.app.document.RunText;
import org.fovea.app.document.StatusDocument;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Benchmarks;
import org.fovea.app.workshop.DiffText;
import org.fovea.app.workshop.Labels;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.text.StatusText;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Spread;
import org.fovea.lab.record.Study;
import org.fovea.lab.round.RunDiff;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that show what a lab did and is doing. */
final class LabViews {
    private LabViews() {}

    @Command(
            name = "status",
            header = "Show what is running, what waits and why, and the floor.",
            footer = "  fovea lab status")
    static final class StatusCommand extends LabAction {
        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        void run(OpenLab open) throws IOException {
            QueueStatus status = open.queue().status();
            print(
                    json,
                    () -> StatusDocument.of(open.ledger(), status),
                    () -> new StatusText(open.ledger(), status).text());
        }
    }

    @Command(
            name = "results",
            header = "List runs: filtered, sorted, as text or JSON.",
            description =
                    "The last column shows what the candidate changes compared with its parent. Scores of some pairs "
                            + "are marked with ~: they are not scores of the benchmark. Scores of different "
                            + "benchmarks cannot be compared.",
            footer = {
                "  fovea lab results --benchmark white --whole --sort score",
                "  fovea lab results --family masks --verdict rejected --json > rejected.json"
            })
    static final class ResultsCommand extends LabAction {
        @Option(names = "--benchmark", paramLabel = "B", description = "Only of this benchmark.")
        private String benchmark;

        @Option(names = "--study", paramLabel = "S", description = "Only of this study.")
        private String study;

        @Option(names = "--family", paramLabel = "F", description = "Only of this family.")
        private String family;

        @Option(
                names = "--verdict",
                paramLabel = "V",
                description = "Only promoted, rejected, superseded or invalidated ones.")
        private Verdict verdict;

        @Option(names = "--whole", description = "Only runs of all pairs.")
        private boolean whole;

        @Option(names = "--tag", paramLabel = "TAG", description = "Only of candidates with this tag.")
        private @Nullable String tag;

        @Option(
                names = "--text",
                paramLabel = "T",
                description = "Only those with this text in their name, tags, settings or family.")
        private String text;

        @Option(
                names = "--sort",
                paramLabel = "COLUMN",
                defaultValue = "number",
                description = "number, score, rule_faithful, bytes, segmentation, pose, ended.")
        private RunQuery.Order sort;

        @Option(names = "--descending", description = "Largest first.")
        private boolean descending;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "Maximum number of lines, 0 for all.")
        private int limit;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        void run(OpenLab open) throws IOException {
            if (limit < 0) {
                throw AppException.usage("--limit must be 0 or more");
            }
            RunQuery query = query(open);
            List<RunRow> rows = open.ledger().runs(query);
            long all = open.ledger().count(query);
            Labels labels = new Labels(open.ledger());
            Map<String, Spread> spreads = open.ledger().spreads();
            print(json, () -> ResultsDocument.of(all, rows, labels, spreads), () -> text(rows, labels, spreads));
            if (json.wanted()) {
                return;
            }
            if (rows.stream().anyMatch(row -> !row.whole())) {
                note("~ marks a score of some pairs, which is no score of the benchmark; such frames are not drawn in "
                        + "isolation");
            }
            if (all > rows.size()) {
                note(Text.count(rows.size()) + " of " + Text.count(all) + " runs; --limit 0 shows all");
            }
        }

        private RunQuery query(OpenLab open) {
            return RunQuery.builder()
                    .benchmark(Optional.ofNullable(benchmark)
                            .map(name -> new Benchmarks(open).find(name).key()))
                    .study(Optional.ofNullable(study)
                            .map(name ->
                                    open.ledger().resolve(Study.class, name).key()))
                    .family(Optional.ofNullable(family))
                    .verdict(Optional.ofNullable(verdict))
                    .whole(whole ? Optional.of(true) : Optional.empty())
                    .tag(Optional.ofNullable(tag))
                    .text(Optional.ofNullable(text))
                    .order(sort)
                    .descending(descending)
                    .limit(limit)
                    .build();
        }

        /** What it is called, or what it changes; its tags; and what its seeds say. */
        private static String changes(RunRow row, Labels labels, Map<String, Spread> spreads) {
            StringBuilder text = new StringBuilder(row.name().orElseGet(() -> labels.changes(row)));
            row.tags().forEach(tag -> text.append(" #").append(tag));
            if (row.series().isPresent()) {
                return text.append(", repeated").toString();
            }
            row.job().map(spreads::get).ifPresent(spread -> text.append(", ").append(spread.text()));
            return text.toString();
        }

        private static String text(List<RunRow> rows, Labels labels, Map<String, Spread> spreads) {
            Table table = Table.of("lllrrrrrll");
            table.row(
                            "run",
                            "benchmark",
                            "track",
                            "pairs",
                            "bytes",
                            "segmentation",
                            "pose",
                            "score",
                            "verdict",
                            "changes")
                    .rule();
            for (RunRow row : rows) {
                table.row(
                        row.numberLabel(),
                        labels.benchmark(row.benchmark()),
                        row.track(),
                        Integer.toString(row.pairs()),
                        Text.count(row.bytes()),
                        String.format(Locale.ROOT, "%.6f", row.segmentation()),
                        String.format(Locale.ROOT, "%.6f", row.pose()),
                        (row.whole() ? "" : "~") + String.format(Locale.ROOT, "%.4f", row.score()),
                        row.verdict().map(Text::word).orElse(""),
                        changes(row, labels, spreads));
            }
            return table.render("");
        }
    }

    @Command(
            name = "show",
            header = "Show everything about a run, hypothesis, candidate or any other record.",
            footer = {"  fovea lab show R-0107", "  fovea lab show H-0042"})
    static final class ShowCommand extends LabAction {
        @Parameters(paramLabel = "RECORD", description = "A number such as R-0107, the beginning of a key, or a name.")
        private String reference;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        void run(OpenLab open) throws IOException {
            Numbered<?> found = open.ledger().resolve(reference);
            Optional<Numbered<Run>> run = found.record() instanceof Run
                    ? Optional.of(open.ledger().resolve(Run.class, reference))
                    : Optional.empty();
            print(
                    json,
                    () -> run.<Object>map(each -> RecordDocument.ofRun(open.ledger(), each))
                            .orElseGet(() -> RecordDocument.of(open.ledger(), found)),
                    () -> run.map(each -> new RunText(open.ledger(), each).text())
                            .orElseGet(() -> new RecordText(open.ledger(), found).text()));
        }
    }

    @Command(
            name = "diff",
            header = "Show what differs between two runs: settings, bytes, pairs.",
            footer = "  fovea lab diff R-0099 R-0107")
    static final class DiffCommand extends LabAction {
        @Parameters(index = "0", paramLabel = "A", description = "A run.")
        private String first;

        @Parameters(index = "1", paramLabel = "B", description = "Another run of the same benchmark.")
        private String second;

        @Mixin
        private final JsonOption json = new JsonOption("Print a JSON document instead of text, with every pair.");

        @Override
        void run(OpenLab open) throws IOException {
            RunDiff diff = new RunDiff(
                    open.ledger(),
                    open.ledger().resolve(Run.class, first),
                    open.ledger().resolve(Run.class, second));
            print(json, diff::document, () -> DiffText.of(diff));
        }
    }
}
