package org.fovea.cli.command.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.TextFile;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.Who;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.Note;
import org.fovea.lab.store.Numbered;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab note}. */
@Command(
        name = "note",
        header = "Add a page to the notebook.",
        footerHeading = "%nExample:%n",
        footer = "  fovea lab note FILE.md --title \"Why wider networks lose\" --about R-0107,D-0003")
final class LabNoteCommand implements Callable<Integer> {
    /** What an import takes of others, whatever the letters are. */
    private static final int MAX_LETTERS = 40_000;

    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Mixin
    private Who who;

    @Parameters(paramLabel = "FILE.md", description = "Its text, in Markdown.")
    private Path file;

    @Option(names = "--title", paramLabel = "TEXT", required = true, description = "Its title.")
    private String title;

    @Option(
            names = "--about",
            paramLabel = "RECORD",
            split = ",",
            description = "The records it is about.",
            showDefaultValue = Visibility.NEVER)
    private List<String> about = List.of();

    @Override
    public Integer call() throws IOException {
        String text = TextFile.read(file, "a note");
        if (text.length() > MAX_LETTERS) {
            throw AppException.usage(file + ": " + text.length() + " letters; a note has at most " + MAX_LETTERS);
        }
        try (OpenLab open = where.open()) {
            List<String> keys = about.stream()
                    .map(each -> open.ledger().resolve(each).key())
                    .toList();
            Numbered<Note> note = open.ledger().add(new Note(title, text, keys, who.author(), Instant.now()));
            lab.out().println(note.label() + ": " + title);
        }
        return ExitCode.DONE;
    }
}
