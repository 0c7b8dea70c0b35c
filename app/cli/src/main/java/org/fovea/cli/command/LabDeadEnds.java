package org.fovea.cli.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fovea.app.AppException;
import org.fovea.app.document.RecordText;
import org.fovea.app.workshop.Benchmarks;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.Values;
import org.fovea.config.CanonicalJson;
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
import tools.jackson.databind.JsonNode;

/** Commands about ideas that were tried without success. */
final class LabDeadEnds {
    private LabDeadEnds() {}

    @Command(
            name = "deadends",
            header = "List ideas that were tried without success, or add one.",
            subcommands = DeadEndsAddCommand.class,
            footer = {"  fovea lab deadends --family masks", "  fovea lab deadends --all --json"})
    static final class DeadEndsCommand extends LabAction {
        @Option(names = "--benchmark", paramLabel = "B", description = "Only of this benchmark.")
        private String benchmark;

        @Option(names = "--family", paramLabel = "F", description = "Only of this family.")
        private String family;

        @Option(names = "--all", description = "Include those that were reopened.")
        private boolean all;

        @Mixin
        private final JsonOption json = new JsonOption();

        /** A dead end, for programs; the record as it is in the ledger. */
        record Document(String number, String key, boolean standing, JsonNode record) {}

        @Override
        void run(OpenLab open) throws IOException {
            Optional<String> key = Optional.ofNullable(benchmark)
                    .map(name -> new Benchmarks(open).find(name).key());
            List<Numbered<DeadEnd>> standing = open.ledger().standing(DeadEnd.class, key);
            List<Numbered<DeadEnd>> shown = (all ? open.ledger().all(DeadEnd.class) : standing)
                    .stream()
                            .filter(each ->
                                    key.isEmpty() || each.record().benchmark().equals(key.get()))
                            .filter(each ->
                                    family == null || each.record().family().equals(family))
                            .toList();
            print(
                    json,
                    () -> shown.stream()
                            .map(each -> new Document(
                                    each.label(),
                                    each.key(),
                                    standing.contains(each),
                                    CanonicalJson.tree(each.record())))
                            .toList(),
                    () -> shown.stream()
                            .map(each -> new RecordText(open.ledger(), each).text())
                            .collect(Collectors.joining()));
            if (shown.isEmpty()) {
                note("no dead ends");
            }
        }
    }

    @Command(
            name = "add",
            header = "Close a family or a region of settings, with the mechanism tested and the runs that show it.",
            footer = {
                "  fovea lab deadends add --family masks --region masks.minimumRegion=16.. \\",
                "    --mechanism \"regions that large are signs, and the renderer draws what stands around them\" \\",
                "    --evidence R-0021,R-0022 --numbers \"gain -0.03 and -0.11 on all pairs\" \\",
                "    --gradients unused --reopens \"a renderer that can draw a sign without its mask\""
            })
    static final class DeadEndsAddCommand extends LabAction {
        @Mixin
        private LabOption.Who who;

        @Option(names = "--family", paramLabel = "F", required = true, description = "Part of the codec.")
        private String family;

        @Option(
                names = "--region",
                paramLabel = "KEY=VALUES",
                description = "Settings to close: 6.., ..2, 1..4, a|b or a value; may be repeated. Default: the whole "
                        + "family.",
                showDefaultValue = Visibility.NEVER)
        private List<String> region = List.of();

        @Option(
                names = "--mechanism",
                paramLabel = "TEXT",
                required = true,
                description = "What was tested, and why it does not help.")
        private String mechanism;

        @Option(
                names = "--evidence",
                paramLabel = "RUN",
                split = ",",
                required = true,
                description = "Runs that show it.")
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
                description = "Whether the gradients involved were checked by finite differences: checked, unchecked, "
                        + "unused.")
        private String gradients;

        @Option(
                names = "--precondition",
                paramLabel = "NAME=VALUE",
                description = "Any other precondition; may be repeated.",
                showDefaultValue = Visibility.NEVER)
        private List<String> preconditions = List.of();

        @Override
        void run(OpenLab open) throws IOException {
            if (!List.of("checked", "unchecked", "unused").contains(gradients)) {
                throw AppException.usage("--gradients: '" + gradients + "' is not one of checked, unchecked, unused");
            }
            List<Numbered<Run>> runs = evidence.stream()
                    .map(each -> open.ledger().resolve(Run.class, each))
                    .toList();
            Run first = runs.getFirst().record();
            Map<String, String> leansOn = new TreeMap<>(Preconditions.of(open.ledger(), first));
            leansOn.put(Precondition.GRADIENTS, gradients);
            leansOn.putAll(Values.KeyValues.of("--precondition", "NAME=VALUE", preconditions));
            Map<String, String> closed = Values.KeyValues.of("--region", "NAME=VALUE", region);
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
            out().println(added.label() + ": " + family + (closed.isEmpty() ? "" : " with " + closed) + " is closed");
        }
    }
}
