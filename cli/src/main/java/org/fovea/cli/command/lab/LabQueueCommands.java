package org.fovea.cli.command.lab;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.record.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Commands that hold the queue up, or one experiment of it. */
final class LabQueueCommands {
    private LabQueueCommands() {}

    /** A command about the whole queue or one study. */
    abstract static class Hold implements Callable<Integer> {
        @ParentCommand
        private LabCommand lab;

        @Mixin
        private LabOption where;

        @Option(names = "--study", paramLabel = "S", description = "Only this study.")
        private String study;

        private final BiConsumer<JobQueue, Optional<String>> change;
        private final String done;

        Hold(BiConsumer<JobQueue, Optional<String>> change, String done) {
            this.change = change;
            this.done = done;
        }

        @Override
        public Integer call() throws IOException {
            try (OpenLab open = where.open()) {
                Optional<String> key = Optional.ofNullable(study)
                        .map(name -> open.ledger().resolve(Study.class, name).key());
                change.accept(open.queue(), key);
                lab.out().println((study == null ? "the lab" : study) + " " + done);
            }
            return ExitCode.DONE;
        }
    }

    /** {@code fovea lab pause}. */
    @Command(
            name = "pause",
            header = "Start no further steps; running ones continue.",
            footerHeading = "%nExample:%n",
            footer = "  fovea lab pause")
    static final class Pause extends Hold {
        Pause() {
            super(JobQueue::pause, "is paused; fovea lab resume ends it");
        }
    }

    /** {@code fovea lab resume}. */
    @Command(
            name = "resume",
            header = "End a pause.",
            footerHeading = "%nExample:%n",
            footer = "  fovea lab resume --study star")
    static final class Resume extends Hold {
        Resume() {
            super(JobQueue::resume, "goes on");
        }
    }

    /** {@code fovea lab freeze}. */
    @Command(
            name = "freeze",
            header = "Accept no further experiments; queued ones are completed.",
            footerHeading = "%nExample:%n",
            footer = "  fovea lab freeze")
    static final class Freeze extends Hold {
        Freeze() {
            super(JobQueue::freeze, "is frozen; fovea lab unfreeze ends it");
        }
    }

    /** {@code fovea lab unfreeze}. */
    @Command(
            name = "unfreeze",
            header = "Accept experiments again.",
            footerHeading = "%nExample:%n",
            footer = "  fovea lab unfreeze")
    static final class Unfreeze extends Hold {
        Unfreeze() {
            super(JobQueue::unfreeze, "accepts experiments");
        }
    }

    /** {@code fovea lab retry}. */
    @Command(
            name = "retry",
            header = "Restart an experiment that failed or was skipped.",
            footerHeading = "%nExample:%n",
            footer = "  fovea lab retry 3f2a90c1")
    static final class Retry implements Callable<Integer> {
        @ParentCommand
        private LabCommand lab;

        @Mixin
        private LabOption where;

        @Parameters(
                paramLabel = "EXPERIMENT",
                description = "The beginning of its hash, as lab status --json shows it.")
        private String experiment;

        @Override
        public Integer call() throws IOException {
            try (OpenLab open = where.open()) {
                open.queue().retry(open.queue().named(experiment));
                lab.out().println(experiment + " is queued again");
            }
            return ExitCode.DONE;
        }
    }

    /** {@code fovea lab skip}. */
    @Command(
            name = "skip",
            header = "Abandon an experiment.",
            footerHeading = "%nExample:%n",
            footer = "  fovea lab skip 3f2a90c1 --reason \"needs a GPU\"")
    static final class Skip implements Callable<Integer> {
        @ParentCommand
        private LabCommand lab;

        @Mixin
        private LabOption where;

        @Parameters(
                paramLabel = "EXPERIMENT",
                description = "The beginning of its hash, as lab status --json shows it.")
        private String experiment;

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason;

        @Override
        public Integer call() throws IOException {
            try (OpenLab open = where.open()) {
                open.queue().skip(open.queue().named(experiment), reason);
                lab.out().println(experiment + " is abandoned");
            }
            return ExitCode.DONE;
        }
    }
}
