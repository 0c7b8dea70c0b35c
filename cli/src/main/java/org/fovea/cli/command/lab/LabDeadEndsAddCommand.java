package org.fovea.cli.command.lab;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.KeyValues;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.Who;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Precondition;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.verdict.Preconditions;
import org.fovea.lab.verdict.Region;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab deadends add}. */
@Command(
        name = "add",
        header = "Close a family or a region of settings, with the mechanism tested and the runs that show it.",
        footerHeading = "%nExample:%n",
        footer = {
            "  fovea lab deadends add --family masks --region masks.minimumRegion=16.. \\",
            "    --mechanism \"regions that large are signs, and the renderer draws what stands around them\" \\",
            "    --evidence R-0021,R-0022 --numbers \"gain -0.03 and -0.11 on all pairs\" \\",
            "    --gradients unused --reopens \"a renderer that can draw a sign without its mask\""
        })
final class LabDeadEndsAddCommand implements Callable<Integer> {
    @ParentCommand
    private LabDeadEndsCommand deadEnds;

    @Mixin
    private LabOption where;

    @Mixin
    private Who who;

    @Option(names = "--family", paramLabel = "F", required = true, description = "Part of the codec.")
    private String family;

    @Option(
            names = "--region",
            paramLabel = "KEY=VALUES",
            description =
                    "Settings to close: 6.., ..2, 1..4, a|b or a value; may be repeated. Default: the whole family.",
            showDefaultValue = Visibility.NEVER)
    private List<String> region = List.of();

    @Option(
            names = "--mechanism",
            paramLabel = "TEXT",
            required = true,
            description = "What was tested, and why it does not help.")
    private String mechanism;

    @Option(names = "--evidence", paramLabel = "RUN", split = ",", required = true, description = "Runs that show it.")
    private List<String> evidence;

    @Option(names = "--numbers", paramLabel = "TEXT", required = true, description = "What they show.")
    private String numbers;

    @Option(
            names = "--reopens",
            paramLabel = "TEXT",
            required = true,
            description = "What would be a reason to try again.")
    private String reopens;

    @Option(
            names = "--gradients",
            paramLabel = "STATE",
            defaultValue = "unchecked",
            description =
                    "Whether the gradients involved were checked by finite differences: checked, unchecked, unused.")
    private String gradients;

    @Option(
            names = "--precondition",
            paramLabel = "NAME=VALUE",
            description = "Any other precondition; may be repeated.",
            showDefaultValue = Visibility.NEVER)
    private List<String> preconditions = List.of();

    @Override
    public Integer call() throws IOException {
        if (!List.of("checked", "unchecked", "unused").contains(gradients)) {
            throw AppException.usage("--gradients: '" + gradients + "' is not one of checked, unchecked, unused");
        }
        try (OpenLab open = where.open()) {
            List<Numbered<Run>> runs = evidence.stream()
                    .map(each -> open.ledger().resolve(Run.class, each))
                    .toList();
            Run first = runs.getFirst().record();
            Map<String, String> leansOn = new TreeMap<>(Preconditions.of(open.ledger(), first));
            leansOn.put(Precondition.GRADIENTS, gradients);
            leansOn.putAll(KeyValues.of("--precondition", "NAME=VALUE", preconditions));
            Map<String, String> closed = KeyValues.of("--region", "NAME=VALUE", region);
            try {
                Region.of(closed);
            } catch (IllegalArgumentException e) {
                throw AppException.usage("--region: " + e.getMessage());
            }
            Numbered<DeadEnd> added = open.ledger()
                    .add(DeadEnd.builder()
                            .benchmark(first.benchmark())
                            .family(family)
                            .region(closed)
                            .mechanism(mechanism)
                            .preconditions(leansOn)
                            .evidence(runs.stream().map(Numbered::key).toList())
                            .numbers(numbers)
                            .reopens(reopens)
                            .by(who.author())
                            .time(Instant.now())
                            .build());
            deadEnds.lab()
                    .fovea()
                    .terminal()
                    .out()
                    .println(
                            added.label() + ": " + family + (closed.isEmpty() ? "" : " with " + closed) + " is closed");
        }
        return ExitCode.DONE;
    }
}
