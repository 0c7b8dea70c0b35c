package org.fovea.app.document;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.evaluate.score.Score;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Spread;
import org.fovea.lab.round.LinearScore;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;

/** A run with everything that is known of it. */
public final class RunText {
    private static final int WORST = 5;

    private final Ledger ledger;
    private final Numbered<Run> numbered;
    private final Run run;
    private final Labels labels;

    public RunText(Ledger ledger, Numbered<Run> numbered) {
        this.ledger = ledger;
        this.numbered = numbered;
        this.run = numbered.record();
        this.labels = new Labels(ledger);
    }

    public String text() {
        Benchmark benchmark =
                ledger.find(Benchmark.class, run.benchmark()).orElseThrow().record();
        Candidate candidate =
                ledger.find(Candidate.class, run.candidate()).orElseThrow().record();
        String name = candidate.name().map(given -> "  " + given).orElse("");
        StringBuilder out = new StringBuilder(numbered.label() + name + "  " + candidate.label() + "\n");
        line(out, "key", numbered.key());
        line(
                out,
                "candidate",
                labels.candidate(run.candidate()) + ", track " + run.track() + ", family " + run.family());
        candidate.parent().ifPresent(parent -> line(out, "parent", labels.candidate(parent)));
        line(out, "benchmark", benchmark.name() + ": " + benchmark.clip() + ", " + Labels.scored(benchmark));
        line(
                out,
                "pairs",
                run.subset().size() + " of " + run.subset().clipPairs()
                        + (run.subset().whole() ? "" : ": " + run.subset().text())
                        + (run.built() == Run.Built.CLIP ? "" : ", encoded alone"));
        if (!run.replaced().isEmpty()) {
            line(out, "replaced", run.replaced().toString());
        }
        run.study().ifPresent(study -> line(out, "study", labels.study(study) + ", rung " + run.rung()));
        line(
                out,
                "made",
                run.started() + " to " + run.ended() + " on " + run.device() + ", " + run.machine() + ", code "
                        + run.codeVersion() + ", " + run.source());
        run.drawn()
                .ifPresent(
                        how -> line(out, "frames", how + ": drawn by the worker; lab promote draws them in isolation"));
        if (!candidate.tags().isEmpty()) {
            line(out, "tags", String.join(", ", candidate.tags()));
        }
        seeds(out);
        out.append('\n').append(score()).append('\n').append(ledgerTable());
        worst(out);
        rounds(out);
        artifacts(out);
        said(out);
        return out.toString();
    }

    /** The run's seeds, and what the same with others came to. */
    private void seeds(StringBuilder out) {
        String own = run.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
        Optional<String> job = run.series().or(run::job);
        Optional<Spread> spread = job.map(ledger.spreads()::get);
        if (spread.isEmpty()) {
            line(out, "seed", own + "; measured with one only, so that the noise is not known");
            return;
        }
        line(
                out,
                "seed",
                own + "; " + spread.get().text() + ": "
                        + ledger.runs(RunQuery.all().ofSeries(job.orElseThrow())).stream()
                                .map(row -> String.format(Locale.ROOT, "%s %.4f", row.numberLabel(), row.score()))
                                .collect(Collectors.joining(", ")));
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append(String.format(Locale.ROOT, "  %-10s %s%n", name, value));
    }

    private String score() {
        Table table = Table.of("lrrrr");
        table.row("accounting", "bytes", "segmentation", "pose", run.whole() ? "score" : "score of these pairs")
                .rule();
        table.row(
                "current_workflow",
                Text.count(run.bytes().archive()),
                Double.toString(run.segmentation()),
                Double.toString(run.pose()),
                Double.toString(run.score()));
        table.row(
                "rule_faithful",
                run.bytes()
                        .payload()
                        .map(outside -> Text.count(run.bytes().archive() + outside))
                        .orElse("unknown"),
                "",
                "",
                run.ruleFaithfulScore().map(value -> Double.toString(value)).orElse("unknown"));
        Score terms = run.terms();
        table.row("terms", points(terms.rate()), points(terms.segmentation()), points(terms.pose()), "");
        return table.render("  ");
    }

    private static String points(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private String ledgerTable() {
        Table table = Table.of("lrr");
        table.row("section", "bytes", "points").rule();
        run.sections().forEach((section, bytes) -> table.row(section, Text.count(bytes), points(run.rateTerm(bytes))));
        return table.render("  ");
    }

    private void worst(StringBuilder out) {
        if (run.pairs().isEmpty()) {
            return;
        }
        List<PairDistortion> worst = run.pairs().stream()
                .sorted((a, b) -> Double.compare(cost(b), cost(a)))
                .limit(WORST)
                .toList();
        String costs = worst.stream()
                .map(pair -> String.format(Locale.ROOT, "%d (%.4f)", pair.pair(), cost(pair)))
                .collect(Collectors.joining(", "));
        out.append("\n  worst pairs: " + costs + " points of the linearised score\n");
    }

    /** The pose term is a root of a mean; linearised at the run's own mean. */
    private double cost(PairDistortion pair) {
        return LinearScore.at(run.pose()).cost(pair) / run.subset().size();
    }

    private void rounds(StringBuilder out) {
        for (Numbered<Round> each : ledger.all(Round.class)) {
            Round round = each.record();
            boolean among = round.candidateRun().equals(numbered.key())
                    || round.seeds()
                            .filter(seeds -> seeds.candidateRuns().contains(numbered.key()))
                            .isPresent();
            if (among) {
                out.append("  " + each.label() + " " + labels.round(round) + "\n");
            }
        }
    }

    private void artifacts(StringBuilder out) {
        for (Artifact file : run.artifacts()) {
            out.append(String.format(
                    Locale.ROOT,
                    "  %-10s %s, %,d bytes, sha256 %s%n",
                    file.role(),
                    file.path(),
                    file.bytes(),
                    file.sha256()));
        }
    }

    private void said(StringBuilder out) {
        for (Numbered<GateResult> gate : ledger.all(GateResult.class)) {
            if (gate.record().run().equals(numbered.key())) {
                out.append("  gate " + Text.word(gate.record().gate())
                        + (gate.record().passed() ? " held: " : " failed: ")
                        + gate.record().detail() + "\n");
            }
        }
        out.append(RecordText.judgements(ledger, numbered.key()));
    }
}
