package org.fovea.evaluate.score;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.evaluate.score.MeteredBytes.Accounting;

/**
 * {@code report.txt} in the layout of the challenge's own program, {@code evaluate.py} of
 * github.com/commaai/comma_video_compression_challenge: the settings in alphabetical order, then the results. Numbers
 * are rounded as Python's {@code format} does, half to even on the exact binary value. One line is added among the
 * settings: which networks looked. Where these are not the challenge's, its words would be wrong, and others take their
 * place.
 */
public final class OfficialReport {
    private OfficialReport() {}

    /**
     * The text, with a line break at its end.
     *
     * @param reportName file that it will be in
     * @throws IllegalArgumentException where no score exists
     */
    public static String text(ScoreResult result, String reportName) {
        Accounting score = result.score()
                .orElseThrow(() -> new IllegalArgumentException("there is no score and therefore no report"));
        List<String> lines = new ArrayList<>();
        Provenance from = result.provenance();
        lines.add("=== Evaluation config ===");
        setting(lines, "batch_size", "1");
        setting(lines, "device", from.device());
        setting(lines, "evaluators", evaluators(from));
        setting(lines, "num_threads", from.threads());
        setting(lines, "prefetch_queue_depth", "None");
        setting(lines, "report", reportName);
        setting(lines, "seed", "None");
        setting(lines, "submission_dir", from.candidate().name());
        setting(lines, "uncompressed_dir", from.original().name());
        setting(lines, "video_names_file", "None");
        Distortion means = result.averages();
        lines.add("=== Evaluation results over " + result.table().pairs().size() + " samples ===");
        boolean challenge = result.objective().challenge() && from.evaluators().official();
        if (challenge) {
            lines.add("  Average PoseNet Distortion: " + fixed(means.pose(), 8));
            lines.add("  Average SegNet Distortion: " + fixed(means.segmentation(), 8));
        } else {
            distortions(lines, result.objective(), means);
        }
        lines.add("  Submission file size: " + count(score.bytes()) + " bytes");
        lines.add((challenge ? "  Original uncompressed size: " : "  Original size: ")
                + count(result.bytes().originalBytes()) + " bytes");
        result.bytes().share().ifPresent(share -> setting(lines, "part of the original", share));
        lines.add("  Compression Rate: " + fixed(score.rate(), 8));
        lines.add(
                challenge
                        ? "  Final score: 100*segnet_dist + √(10*posenet_dist) + 25*rate = " + fixed(score.score(), 2)
                        : "  Final score: " + formula(result) + " = " + fixed(score.score(), 4));
        return String.join("\n", lines) + "\n";
    }

    /** Of another objective than the challenge's: a line for each network. */
    private static void distortions(List<String> lines, ScoreObjective objective, Distortion means) {
        objective.pose().ifPresent(term -> lines.add("  Average pose distortion: " + fixed(means.pose(), 8)));
        objective
                .segmentation()
                .ifPresent(term -> lines.add("  Average segmentation distortion: " + fixed(means.segmentation(), 8)));
        for (int i = 0; i < objective.networks().size(); i++) {
            lines.add("  Average distortion of "
                    + objective.networks().get(i).name().replaceAll("\\R", " ") + ": "
                    + fixed(means.further().get(i), 8));
        }
    }

    private static String formula(ScoreResult result) {
        List<String> terms = new ArrayList<>();
        ScoreFormula formula = result.formula();
        ScoreObjective objective = result.objective();
        objective
                .segmentation()
                .ifPresent(term -> terms.add(formula.segmentation().text().replace("mean", "segmentation")));
        objective.pose().ifPresent(term -> terms.add(formula.pose().text().replace("mean", "pose")));
        for (int i = 0; i < objective.networks().size(); i++) {
            String name = objective.networks().get(i).name().replaceAll("\\R", " ");
            terms.add(formula.further().get(i).text().replace("mean", name));
        }
        terms.add(ScoreTerm.plain(formula.rate()) + "·rate");
        return String.join(" + ", terms);
    }

    private static String evaluators(Provenance from) {
        String hash = "sha256 " + from.evaluators().hash();
        return from.evaluators().official()
                ? "official, " + hash
                : from.evaluators().name() + ", " + hash + " (not the challenge's networks, not an official score)";
    }

    private static void setting(List<String> lines, String key, Object value) {
        // A line break in a file's name would be a line of the report.
        lines.add("  " + key + ": " + value.toString().replaceAll("\\R", " "));
    }

    private static String fixed(double value, int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
