package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.app.AppException;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.text.ComparisonText;
import org.fovea.evaluate.compare.Bootstrap;
import org.fovea.evaluate.compare.Comparison;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        header = "Show whether one score is better than another, and in which pairs.",
        description =
                "Compares two results of fovea score --json pair by pair. Differences are B - A: negative where B is "
                        + "better.",
        footer = {
            "  fovea score --original 0.mkv --candidate a.zip --evaluators cabin.yaml --json a.json",
            "  fovea score --original 0.mkv --candidate b.zip --evaluators cabin.yaml --json b.json",
            "  fovea compare a.json b.json"
        })
public final class CompareCommand extends LeafCommand {
    @Parameters(index = "0", paramLabel = "A.json", description = "A result of fovea score.")
    private Path first;

    @Parameters(
            index = "1",
            paramLabel = "B.json",
            description = "Another one, of the same clip, evaluators and pairs.")
    private Path second;

    private static final int RESAMPLES = 10_000;
    private static final double LEVEL = 0.95;

    @Option(
            names = "--block",
            paramLabel = "N",
            defaultValue = "1",
            description = "Resample runs of N pairs instead of single ones, because neighbouring pairs are correlated.")
    private int block;

    @Mixin
    private final JsonOption json = new JsonOption("Print a JSON document instead of text, with every pair.");

    @Override
    public Integer call() throws IOException {
        Bootstrap bootstrap;
        try {
            bootstrap = new Bootstrap(RESAMPLES, LEVEL, block, 1);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea compare: " + e.getMessage());
        }
        ScoreResult a = ScoreDocument.read(first);
        ScoreResult b = ScoreDocument.read(second);
        Comparison comparison = Comparison.of(a, b, bootstrap);
        print(json, () -> comparison, () -> ComparisonText.of(comparison));
        return ExitCode.DONE;
    }
}
