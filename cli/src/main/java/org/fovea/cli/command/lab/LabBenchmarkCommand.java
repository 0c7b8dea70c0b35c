package org.fovea.cli.command.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Benchmarks;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.EvaluatorsOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.OriginalBytesOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab benchmark}. */
@Command(
        name = "benchmark",
        header = "Declare a benchmark that candidates compete on, or list benchmarks.",
        description = {
            "A benchmark is a clip, two networks and the size that the rate is computed against. The ledger keeps "
                    + "their hashes, lab.yaml their place on this machine. Without NAME, lists them."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea lab benchmark white --clip ../white.mp4 --evaluators ../road.yaml")
final class LabBenchmarkCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A name for it.")
    private String name;

    @Option(names = "--clip", paramLabel = "CLIP", description = "The clip.")
    private Path clip;

    @Mixin
    private final EvaluatorsOption evaluators = new EvaluatorsOption();

    @Mixin
    private final OriginalBytesOption originalBytes =
            new OriginalBytesOption("Size that the rate is computed against. Default: the clip's size.");

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            if (name == null) {
                list(open);
                return ExitCode.DONE;
            }
            if (clip == null) {
                throw AppException.usage("fovea lab benchmark " + name + ": --clip CLIP is missing");
            }
            Numbered<Benchmark> made =
                    new Benchmarks(open).declare(name, clip, evaluators.name(), originalBytes.bytes());
            Benchmark benchmark = made.record();
            lab.out()
                    .println(made.label() + " " + name + ": " + Text.count(benchmark.pairs(), "pair") + " of " + clip
                            + ", " + Text.count(benchmark.originalBytes()) + " bytes, evaluators "
                            + benchmark.evaluators());
        }
        return ExitCode.DONE;
    }

    private void list(OpenLab open) throws IOException {
        Table table = Table.of("lllrrll");
        table.row("", "name", "clip", "pairs", "bytes", "evaluators", "here").rule();
        for (Numbered<Benchmark> each : open.ledger().all(Benchmark.class)) {
            Benchmark benchmark = each.record();
            table.row(
                    each.label(),
                    benchmark.name(),
                    benchmark.clip(),
                    Text.count(benchmark.pairs()),
                    Text.count(benchmark.originalBytes()),
                    benchmark.evaluators(),
                    open.folder().config().benchmarks().containsKey(benchmark.name()) ? "yes" : "no");
        }
        lab.out().print(table.render(""));
    }
}
