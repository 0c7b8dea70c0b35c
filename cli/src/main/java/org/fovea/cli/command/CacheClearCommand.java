package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.score.CacheDirectory;
import org.fovea.app.text.Text;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.io.Leftovers;
import org.fovea.evaluate.truth.GroundTruthCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea cache clear}. */
@Command(
        name = "clear",
        header = "Remove the cached ground truth of originals.",
        description = {
            "Removes the entries that Fovea wrote and nothing else. They are recomputed when needed.",
            "With DIR, removes unfinished outputs instead: the files .NAME.PROCESS.NUMBER.part that killed processes left there an hour ago or earlier."
        },
        footerHeading = "%nExample:%n",
        footer = {"  fovea cache clear", "  fovea cache clear drives results"})
public final class CacheClearCommand implements Callable<Integer> {
    @ParentCommand
    private CacheCommand cache;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            description = "Folders with outputs; those below them are not looked into.")
    private List<Path> folders = List.of();

    @Override
    public Integer call() throws IOException {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw AppException.usage(folder + ": is no folder");
            }
        }
        for (Path folder : folders) {
            List<Path> left = Leftovers.unfinished(folder);
            String count = left.size() + (left.size() == 1 ? " unfinished file, " : " unfinished files, ");
            say(folder + ": " + count + Text.size(Leftovers.clear(left)) + " freed");
        }
        if (folders.isEmpty()) {
            GroundTruthCache truths = new GroundTruthCache(CacheDirectory.ofProcess());
            long bytes = truths.clear() + Leftovers.clear(Leftovers.unfinished(truths.folder()));
            say(truths.folder() + ": " + Text.size(bytes) + " freed");
        }
        return ExitCode.DONE;
    }

    private void say(String line) {
        cache.fovea().terminal().out().println(line);
    }
}
