package org.fovea.cli.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.fovea.app.score.CacheDirectory;
import org.fovea.app.text.Text;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.evaluate.truth.GroundTruthCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code fovea cache clear}. */
@Command(
        name = "clear",
        header = "Remove the cached ground truth of originals.",
        description = "Removes the entries that Fovea wrote and nothing else. They are recomputed when needed.",
        footerHeading = "%nExample:%n",
        footer = "  fovea cache clear")
public final class CacheClearCommand implements Callable<Integer> {
    @ParentCommand
    private CacheCommand cache;

    @Override
    public Integer call() throws IOException {
        GroundTruthCache truths = new GroundTruthCache(CacheDirectory.ofProcess());
        long bytes = truths.clear();
        cache.fovea().terminal().out().println(truths.folder() + ": " + Text.size(bytes) + " freed");
        return ExitCode.DONE;
    }
}
