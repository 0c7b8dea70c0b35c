package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.text.Table;
import org.fovea.app.workshop.Benchmarks;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.round.Calibration;
import org.fovea.lab.round.RoundRule;
import org.fovea.lab.store.Numbered;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab calibrate}. */
@Command(
        name = "calibrate",
        header = "Show how often decisions on subsets agreed with all pairs.",
        description = {
            "Measured: past rounds of candidates that were also measured on all pairs. Replayed: subsets drawn now, "
                    + "many times, from runs on all pairs.",
            "A candidate is good if it gains more than the bar on all pairs. Of what was measured with several "
                    + "seeds, means are compared."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea lab calibrate --benchmark white --pairs 8,24")
final class LabCalibrateCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Option(names = "--benchmark", paramLabel = "B", description = "The benchmark. Default: the only one.")
    private String benchmark;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            split = ",",
            defaultValue = "8,24",
            description = "Sizes of the replayed subsets.")
    private List<Integer> sizes;

    @Option(names = "--draws", paramLabel = "N", defaultValue = "200", description = "Number of subsets of each size.")
    private int draws;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the first subset drawn.")
    private long seed;

    @Option(names = "--bar", paramLabel = "X", defaultValue = "0", description = "Required gain in replays, in points.")
    private double bar;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            Numbered<Benchmark> on = new Benchmarks(open).find(benchmark);
            Calibration calibration;
            try {
                calibration = Calibration.of(
                        open.ledger(),
                        on.key(),
                        new Calibration.Replay(
                                sizes.stream().sorted().toList(),
                                draws,
                                4,
                                seed,
                                new RoundRule(bar, 0.05, 0.05, Math.max(1, sizes.size()))));
            } catch (IllegalArgumentException e) {
                throw AppException.usage("fovea lab calibrate: " + e.getMessage());
            }
            if (json.wanted()) {
                lab.fovea().print(calibration);
            } else {
                print("measured", calibration.measured());
                print("replayed", calibration.replayed());
            }
        }
        return ExitCode.DONE;
    }

    private void print(String title, List<Calibration.Row> rows) {
        if (rows.isEmpty()) {
            lab.fovea().note(title + ": nothing to compare yet");
            return;
        }
        Table table = Table.of("rrrrrrrrrrr");
        table.row("", "", "", "sent on", "", "undecided", "", "killed", "", "same", "held by");
        table.row("pairs", "candidates", "rounds", "good", "bad", "good", "bad", "good", "bad", "side", "interval")
                .rule();
        for (Calibration.Row row : rows) {
            table.row(
                    Integer.toString(row.pairs()),
                    Integer.toString(row.candidates()),
                    Long.toString(row.comparisons()),
                    Long.toString(row.promotedGood()),
                    Long.toString(row.promotedBad()),
                    Long.toString(row.continuedGood()),
                    Long.toString(row.continuedBad()),
                    Long.toString(row.killedGood()),
                    Long.toString(row.killedBad()),
                    share(row.sameSign(), row.comparisons()),
                    share(row.covered(), row.comparisons()));
        }
        lab.out().print(title + "\n" + table.render("  "));
    }

    private static String share(long part, long all) {
        return String.format(Locale.ROOT, "%.0f %%", 100.0 * part / Math.max(1, all));
    }
}
