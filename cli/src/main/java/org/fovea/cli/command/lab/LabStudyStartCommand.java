package org.fovea.cli.command.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.TextFile;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.Who;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.FormatException;
import org.fovea.lab.queue.Enqueued;
import org.fovea.lab.study.StudyDirector;
import org.fovea.lab.study.StudyPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab study start}. */
@Command(
        name = "start",
        header = "Start a study, or continue it after something was reopened or lost.",
        description =
                "docs/lab.md explains every key of the file. The pairs of its rounds are drawn now and never change.",
        footerHeading = "%nExample:%n",
        footer = "  fovea lab study start study.yaml && fovea lab work --until-idle")
final class LabStudyStartCommand implements Callable<Integer> {
    @ParentCommand
    private LabStudyCommand study;

    @Mixin
    private LabOption where;

    @Mixin
    private Who who;

    @Parameters(paramLabel = "STUDY.yaml", description = "The plan.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        try (OpenLab open = where.open()) {
            StudyDirector.Started started;
            try {
                int seeds = open.folder().config().seeds();
                started = StudyDirector.start(
                        open.ledger(),
                        plan(),
                        who.author(),
                        Instant.now(),
                        open.judge(),
                        seeds > 1 ? OptionalInt.of(seeds) : OptionalInt.empty());
            } catch (FormatException e) {
                throw e.inFile(file.toString());
            } catch (IllegalArgumentException e) {
                throw AppException.badInput(file + ": " + e.getMessage());
            }
            List<Enqueued> queued = open.queue().enqueue(started.wanted());
            long added = queued.stream()
                    .filter(each -> each.outcome() != Enqueued.Outcome.KNOWN)
                    .count();
            study.lab()
                    .out()
                    .println(started.study().label() + " "
                            + started.study().record().name() + ": " + added
                            + (added == 1 ? " experiment" : " experiments")
                            + " queued; start a worker with fovea lab work");
        }
        return ExitCode.DONE;
    }

    /** A profile's file is looked for beside the plan. */
    private String plan() throws IOException {
        String text = TextFile.read(file, "a study");
        StudyPlan plan = StudyPlan.parse(text);
        if (!plan.profile().endsWith(".yaml") && !plan.profile().endsWith(".yml")
                || Path.of(plan.profile()).isAbsolute()) {
            return text;
        }
        Path beside = file.toAbsolutePath().normalize().resolveSibling(plan.profile());
        String path = Path.of("").toAbsolutePath().relativize(beside).toString();
        return text.replaceFirst(
                "(?m)^profile:\\s*" + java.util.regex.Pattern.quote(plan.profile()),
                java.util.regex.Matcher.quoteReplacement("profile: " + path));
    }
}
