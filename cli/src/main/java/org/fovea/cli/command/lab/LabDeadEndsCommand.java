package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.document.RecordSentences;
import org.fovea.app.workshop.Benchmarks;
import org.fovea.app.workshop.Labels;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.store.Numbered;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

/** {@code fovea lab deadends}. */
@Command(
        name = "deadends",
        header = "List ideas that were tried without success, or add one.",
        subcommands = {LabDeadEndsAddCommand.class, LabDeadEndsProposeCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  fovea lab deadends --family masks", "  fovea lab deadends --all --json"})
final class LabDeadEndsCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

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

    /** The command above. */
    LabCommand lab() {
        return lab;
    }

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
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
            if (json.wanted()) {
                lab.fovea()
                        .print(shown.stream()
                                .map(each -> new Document(
                                        each.label(),
                                        each.key(),
                                        standing.contains(each),
                                        CanonicalJson.tree(each.record())))
                                .toList());
            } else {
                shown.forEach(each -> print(open, each, standing.contains(each)));
                if (shown.isEmpty()) {
                    lab.fovea().note("no dead ends");
                }
            }
        }
        return ExitCode.DONE;
    }

    private void print(OpenLab open, Numbered<DeadEnd> each, boolean stands) {
        DeadEnd deadEnd = each.record();
        Labels labels = new Labels(open.ledger());
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s  %s on %s%s%s%n",
                each.label(),
                deadEnd.family(),
                labels.benchmark(deadEnd.benchmark()),
                deadEnd.region().isEmpty() ? "" : " with " + deadEnd.region(),
                stands ? "" : "  (reopened)"));
        line(out, "mechanism", deadEnd.mechanism());
        line(out, "numbers", deadEnd.numbers());
        line(
                out,
                "evidence",
                String.join(", ", deadEnd.evidence().stream().map(labels::run).toList()));
        line(out, "tested under", RecordSentences.preconditions(deadEnd.preconditions()));
        line(out, "would reopen", deadEnd.reopens());
        lab.out().print(out);
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append(String.format(Locale.ROOT, "    %-13s %s%n", name, value));
    }
}
