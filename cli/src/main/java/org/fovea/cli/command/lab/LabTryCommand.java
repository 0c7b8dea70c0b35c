package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.workshop.Benchmarks;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.CandidateNames;
import org.fovea.cli.option.KeyValues;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.Who;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.FormatException;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.round.RoundRule;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.Idea;
import org.fovea.lab.study.SmallestTest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab try}. */
@Command(
        name = "try",
        header = "Try an idea: change settings of the floor, first on a few pairs.",
        description = {
            "Records a hypothesis and a study of one candidate, which starts with the smallest subset of pairs and "
                    + "continues while it is not worse than the bar. A candidate that a dead end closes is refused, "
                    + "unless --despite gives a reason to try it anyway."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea lab try \"drop specks under 6 pixels\" --set masks.minimumRegion=6",
            "  fovea lab try \"a wider network\" --set renderer.channels=20 --mechanism \"more colours\" "
                    + "--expect-segmentation -0.0002"
        })
final class LabTryCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Mixin
    private Who who;

    @Parameters(paramLabel = "TEXT", description = "The hypothesis in one sentence.")
    private String text;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            required = true,
            description = "A setting to change; may be repeated.")
    private List<String> settings;

    @Option(names = "--benchmark", paramLabel = "B", description = "The benchmark. Default: the only one.")
    private String benchmark;

    @Option(names = "--mechanism", paramLabel = "TEXT", defaultValue = "not said", description = "Why it should work.")
    private String mechanism;

    @Option(names = "--family", paramLabel = "F", description = "Part of the codec. Default: the setting's first word.")
    private String family;

    @Option(
            names = "--expect-bytes",
            paramLabel = "N",
            description = "Expected change of the archive's size; negative is better.")
    private Long bytes;

    @Option(
            names = "--expect-segmentation",
            paramLabel = "X",
            description = "Expected change of the segmentation distortion.")
    private Double segmentation;

    @Option(names = "--expect-pose", paramLabel = "X", description = "Expected change of the pose distortion.")
    private Double pose;

    @Option(
            names = "--bar",
            paramLabel = "X",
            description = "Required gain, in points. Default: what the noise between the floor's seeds asks for, where "
                    + "lab.yaml asks for several seeds; else 0.003.")
    private @Nullable Double bar;

    @Mixin
    private CandidateNames names;

    @Option(
            names = "--rungs",
            paramLabel = "N",
            split = ",",
            defaultValue = "8,24",
            description = "Sizes of the rounds before the one of all pairs.")
    private List<Integer> rungs;

    @Option(names = "--despite", paramLabel = "REASON", description = "Why to try it although a dead end closes it.")
    private String despite;

    private SmallestTest.Queued queued(OpenLab open, Idea idea) {
        try {
            return new SmallestTest(open.ledger(), open.queue(), open.judge()).queue(idea);
        } catch (FormatException e) {
            // No file is damaged: the baseline's profile has no such setting, or not such a value.
            throw AppException.usage("--set " + String.join(" --set ", settings) + ": " + e.phrase());
        }
    }

    @Override
    public Integer call() throws IOException {
        Map<String, String> set = KeyValues.of("--set", "KEY=VALUE, for example masks.minimumRegion=6", settings);
        try (OpenLab open = where.open()) {
            int seeds = open.folder().config().seeds();
            Numbered<Benchmark> on = new Benchmarks(open).find(benchmark);
            Idea idea = Idea.of(on, text, set, who.author())
                    .mechanism(mechanism)
                    .family(Optional.ofNullable(family))
                    .expected(new Hypothesis.Expected(
                            Optional.ofNullable(bytes), Optional.ofNullable(segmentation), Optional.ofNullable(pose)))
                    .rungs(rungs)
                    .bar(barOf(seeds))
                    .seeds(seeds)
                    .name(names.name())
                    .tags(names.tags())
                    .despite(Optional.ofNullable(despite))
                    .build();
            SmallestTest.Queued queued = queued(open, idea);
            lab.out()
                    .println(queued.hypothesis().label() + " queued · "
                            + queued.candidate().label() + " · " + queued.text());
            if (seeds == 1) {
                lab.fovea()
                        .note("one seed each: a difference of 0.02 points may be chance in short trainings; seeds: "
                                + "3 in lab.yaml measures the noise");
            }
        }
        return ExitCode.DONE;
    }

    private OptionalDouble barOf(int seeds) {
        if (bar != null) {
            return OptionalDouble.of(bar);
        }
        return seeds > 1 ? OptionalDouble.empty() : OptionalDouble.of(RoundRule.USUAL_BAR);
    }
}
