package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.cache.Caches;
import org.fovea.app.score.CacheDirectory;
import org.fovea.app.text.Text;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.io.Leftovers;
import org.fovea.evaluate.truth.GroundTruthCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea cache clear}. */
@Command(
        name = "clear",
        header = "Remove the cached ground truth of originals, or all caches.",
        description = {
            "Removes what Fovea wrote and nothing else. It is made again when needed.",
            "With DIR, removes unfinished outputs instead: the files .NAME.PROCESS.NUMBER.part that killed processes "
                    + "left there an hour ago or earlier."
        },
        footerHeading = "%nExample:%n",
        footer = {"  fovea cache clear", "  fovea cache clear --all", "  fovea cache clear drives results"})
public final class CacheClearCommand implements Callable<Integer> {
    @ParentCommand
    private CacheCommand cache;

    @Option(names = "--all", description = "Also what makes starts faster, and native libraries that were unpacked.")
    private boolean all;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            description = "Folders with outputs; those below them are not looked into.",
            showDefaultValue = Visibility.NEVER)
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
        if (all || folders.isEmpty()) {
            GroundTruthCache truths = new GroundTruthCache(CacheDirectory.ofProcess());
            long unfinished = Leftovers.clear(Leftovers.unfinished(truths.folder()));
            if (all) {
                say("all caches: " + Text.size(Caches.ofProcess().clear() + unfinished) + " freed");
            } else {
                say(truths.folder() + ": " + Text.size(truths.clear() + unfinished) + " freed");
            }
        }
        return ExitCode.DONE;
    }

    private void say(String line) {
        cache.out().println(line);
    }
}
