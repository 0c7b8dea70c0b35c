package org.fovea.cli.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.evaluate.score.Borders;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.PairTable;
import org.fovea.evaluate.score.Provenance;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreObjective;
import org.fovea.evaluate.score.ScoreResult;

/** A score for people. */
public final class ScoreText {
    private static final int HASH_DIGITS = 16;

    private ScoreText() {}

    /** Who was shown what, what was lost, what a little more would cost; last, of which classes little is left. */
    public static String of(ScoreResult result) {
        return withoutWarnings(result) + (result.table().complete() ? LossText.warnings(result.table()) : "");
    }

    static String withoutWarnings(ScoreResult result) {
        StringBuilder out = new StringBuilder(head(result)).append('\n');
        if (!result.table().complete()) {
            return out.append(partial(result)).append(tasks(result)).toString();
        }
        out.append(terms(result));
        result.borders().ifPresent(borders -> out.append('\n').append(between(result, borders)));
        out.append(LossText.of(result.table(), result.objective())).append(tasks(result));
        if (result.score().isEmpty()) {
            out.append("\n  no ").append(result.provenance().scoreName());
            out.append(": the rate is unknown, because raw frames have no archive; add --archive FILE\n");
        }
        return out.toString();
    }

    private static String tasks(ScoreResult result) {
        return result.tasks().map(tasks -> "\n" + TaskText.of(tasks)).orElse("");
    }

    private static String head(ScoreResult result) {
        Provenance from = result.provenance();
        PairTable table = result.table();
        StringBuilder out = new StringBuilder();
        out.append(from.original().name()).append(": ").append(Text.count(table.clipPairs()));
        out.append(" pairs of ").append(table.frameSize());
        long frames = table.clipFrames();
        out.append(frames % 2 == 0 ? "" : ", an odd last frame " + (table.droppedFrames() > 0 ? "dropped" : "twice"));
        out.append(from.cachedOriginal() ? ", ground truth from the cache" : "").append('\n');
        out.append(from.candidate().name())
                .append(": ")
                .append(from.candidate().kind())
                .append(", ");
        out.append(Text.count(from.candidate().bytes())).append(" bytes\n");
        result.bytes()
                .share()
                .ifPresent(share -> out.append("a score of part of the clip: the rate is counted against ")
                        .append(share)
                        .append('\n'));
        out.append("evaluators: ").append(from.evaluators().name()).append(", sha256 ");
        out.append(from.evaluators().hash(), 0, HASH_DIGITS).append('…');
        out.append(from.evaluators().official() ? "" : ", not the challenge's networks")
                .append('\n');
        return out.toString();
    }

    /** Means by the names of the terms that an objective has. */
    private static Map<String, Double> named(ScoreObjective objective, Distortion means) {
        Map<String, Double> named = new LinkedHashMap<>();
        objective.segmentation().ifPresent(_ -> named.put("segmentation", means.segmentation()));
        objective.pose().ifPresent(_ -> named.put("pose", means.pose()));
        for (int i = 0; i < objective.networks().size(); i++) {
            named.put(objective.networks().get(i).name(), means.further().get(i));
        }
        return named;
    }

    private static String partial(ScoreResult result) {
        Distortion means = result.averages();
        int first = result.table().pairs().getFirst().pair();
        int last = result.table().pairs().getLast().pair();
        Table table = Table.of("lr");
        table.row("mean of pairs " + first + ".." + last, "").rule();
        named(result.objective(), means).forEach((name, mean) -> table.row(name, decimal(mean)));
        return table.render("  ") + "  " + result.partial().orElseThrow() + ": part of a clip has no score\n";
    }

    private static String terms(ScoreResult result) {
        Distortion means = result.averages();
        Score lost = result.lost();
        Table table = Table.of("lrrl");
        table.row("term", "mean", "points", "").rule();
        ScoreObjective objective = result.objective();
        ScoreFormula formula = result.formula();
        objective
                .segmentation()
                .ifPresent(term -> table.row(
                        "segmentation",
                        decimal(means.segmentation()),
                        decimal(lost.segmentation()),
                        formula.segmentation().text()));
        objective
                .pose()
                .ifPresent(term -> table.row(
                        "pose",
                        decimal(means.pose()),
                        decimal(lost.pose()),
                        formula.pose().text()
                                + (term.comparison().equals("mean-squared") ? "" : ", " + term.comparison())));
        for (int i = 0; i < objective.networks().size(); i++) {
            ScoreObjective.Term term = objective.networks().get(i);
            table.row(
                    term.name(),
                    decimal(means.further().get(i)),
                    decimal(lost.further().get(i)),
                    formula.further().get(i).text() + ", " + term.comparison() + ", " + term.looksAt());
        }
        result.score()
                .ifPresentOrElse(
                        score -> table.row(
                                "rate",
                                decimal(score.rate()),
                                decimal(score.terms().rate()),
                                rate(formula) + "·" + Text.count(score.bytes()) + "/"
                                        + Text.count(result.bytes().originalBytes()) + " bytes"
                                        + (result.bytes().share().isPresent() ? ", the pairs' share" : "")),
                        () -> table.row("rate", "not known", "not known", ""));
        table.rule();
        for (Accounting accounting : result.accountings()) {
            table.row(result.provenance().scoreName(), "", decimal(accounting.score()), charged(result, accounting));
        }
        if (result.score().isEmpty()) {
            table.row("without rate", "", decimal(lost.withoutRate()), "not a score");
        }
        return table.render("  ");
    }

    /** Beside the pairs' means, so that nobody takes one for the other. */
    private static String between(ScoreResult result, Borders borders) {
        Map<String, Double> means = named(result.objective(), borders.means());
        Table table = Table.of("lrr");
        table.row("not in the score", "in pairs", "between pairs").rule();
        named(result.objective(), result.averages())
                .forEach((name, inside) -> table.row(name, decimal(inside), decimal(means.get(name))));
        return table.render("  ") + "  mean of " + Text.count(borders.count(), "step")
                + " between pairs; pair archives are not trained on them\n";
    }

    private static String rate(ScoreFormula formula) {
        return formula.rate() == Math.rint(formula.rate())
                ? String.valueOf((long) formula.rate())
                : String.valueOf(formula.rate());
    }

    private static String charged(ScoreResult result, Accounting accounting) {
        long payload = accounting.bytes() - result.bytes().archive().orElseThrow();
        if (payload == 0) {
            return accounting.name();
        }
        if (accounting.name().equals(MeteredBytes.SHARED_BASE)) {
            return accounting.name() + ", with "
                    + Text.count(payload) + " bytes of a base that "
                    + Text.count(result.bytes().base().orElseThrow().clips()) + " clips share";
        }
        return accounting.name() + ", with " + Text.count(payload) + " bytes of "
                + String.join(
                        ", ",
                        result.bytes().payload().stream().map(CountedFile::name).toList());
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.8f", value);
    }

    /** What was lost of each class and in each output of the pose network. */
    public static final class LossText {
        /** Classes that are listed; the smallest shares are left to the JSON document. */
        private static final int SHOWN_CLASSES = 20;

        private LossText() {}

        public static String of(PairTable table, ScoreObjective objective) {
            StringBuilder out = new StringBuilder();
            if (!table.classes().isEmpty()) {
                out.append('\n').append(classes(table.classes()));
            }
            if (objective.pose().isPresent()) {
                out.append('\n').append(outputs(table, objective.poseSteps()));
            }
            return out.toString();
        }

        /** A warning for each class of which less than half is still seen. */
        public static String warnings(PairTable table) {
            return table.lostClasses().stream()
                    .map(lost -> String.format(
                            Locale.ROOT,
                            "  warning: of class %s only %s is still seen%n",
                            lost.name(),
                            Text.percent(lost.recall())))
                    .collect(Collectors.joining());
        }

        private static String classes(List<ClassCount> classes) {
            Table rows = Table.of("lrrr");
            rows.row("class", "share", "IoU", "recall").rule();
            classes.stream()
                    .sorted((a, b) -> Long.compare(b.original(), a.original()))
                    .limit(SHOWN_CLASSES)
                    .forEach(one -> rows.row(
                            one.name(),
                            Text.percent(one.share()),
                            Text.percent(one.iou()),
                            Text.percent(one.recall())));
            int more = classes.size() - SHOWN_CLASSES;
            return rows.render("  ") + (more > 0 ? "  and " + more + " more in the JSON document\n" : "");
        }

        private static String outputs(PairTable table, int steps) {
            double[] errors = table.poseErrors();
            int each = table.countedOutputs() / steps;
            StringBuilder lines = new StringBuilder();
            for (int step = 0; step < steps; step++) {
                lines.append(
                        step == 0
                                ? "  pose outputs, root of the mean squared error, in their own units:"
                                : "  the same between pairs:");
                for (int i = 0; i < each; i++) {
                    lines.append(i == 0 ? " " : ", ")
                            .append(String.format(Locale.ROOT, "%.3g", errors[step * each + i]));
                }
                lines.append('\n');
            }
            return lines.toString();
        }
    }
}
