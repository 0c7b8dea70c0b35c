package org.fovea.cli.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.fovea.app.cache.Caches;
import org.fovea.app.score.CacheDirectory;
import org.fovea.app.text.Text;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.evaluate.truth.GroundTruthCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea cache clear}. */
@Command(
        name = "clear",
        header = "Remove the cached ground truth of originals, or all caches.",
        description = "Removes what Fovea wrote and nothing else. It is made again when needed.",
        footerHeading = "%nExample:%n",
        footer = {"  fovea cache clear", "  fovea cache clear --all"})
public final class CacheClearCommand implements Callable<Integer> {
    @ParentCommand
    private CacheCommand cache;

    @Option(names = "--all", description = "Also what makes starts faster, and native libraries that were unpacked.")
    private boolean all;

    @Override
    public Integer call() throws IOException {
        if (all) {
            cache.fovea()
                    .terminal()
                    .out()
                    .println("all caches: " + Text.size(Caches.ofProcess().clear()) + " freed");
            return ExitCode.DONE;
        }
        GroundTruthCache truths = new GroundTruthCache(CacheDirectory.ofProcess());
        long bytes = truths.clear();
        cache.fovea().terminal().out().println(truths.folder() + ": " + Text.size(bytes) + " freed");
        return ExitCode.DONE;
    }
}
