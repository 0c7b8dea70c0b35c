package org.fovea.cli.command;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fovea.app.score.CacheDirectory;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.config.Json;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.GroundTruthCache.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code fovea cache show}. */
@Command(
        name = "show",
        header = "List the cached ground truth of originals.",
        description = "The output of the networks on originals, one entry for each clip and pair of networks.",
        footerHeading = "%nExample:%n",
        footer = "  fovea cache show")
public final class CacheShowCommand implements Callable<Integer> {
    private static final int HASH_DIGITS = 12;

    @ParentCommand
    private CacheCommand cache;

    @Option(names = "--json", description = "Print a JSON document instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        GroundTruthCache truths = new GroundTruthCache(CacheDirectory.ofProcess());
        List<Entry> entries = truths.entries();
        FoveaCommand fovea = cache.fovea();
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("directory", CacheDirectory.ofProcess().toString());
            document.put("bytes", bytes);
            document.put(
                    "entries", entries.stream().map(CacheShowCommand::document).toList());
            fovea.terminal().out().println(Json.of(document));
            return ExitCode.DONE;
        }
        if (!entries.isEmpty()) {
            Table table = Table.of("llrrl");
            table.row("clip (sha256)", "evaluators", "frames", "bytes", "written")
                    .rule();
            for (Entry entry : entries) {
                table.row(
                        entry.clipHash().substring(0, HASH_DIGITS) + "…",
                        entry.evaluators(),
                        entry.frames().toString(),
                        Text.count(entry.bytes()),
                        written(entry));
            }
            fovea.terminal().out().print(table.render(""));
        }
        fovea.terminal()
                .out()
                .println(truths.folder() + ": " + Text.count(entries.size())
                        + (entries.size() == 1 ? " entry, " : " entries, ") + Text.size(bytes));
        return ExitCode.DONE;
    }

    private static Map<String, Object> document(Entry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("clip", entry.clipHash());
        map.put("evaluators", entry.evaluators());
        map.put("width", entry.frames().width());
        map.put("height", entry.frames().height());
        map.put("bytes", entry.bytes());
        map.put("written", entry.written().toInstant().toString());
        return map;
    }

    private static String written(Entry entry) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
                .withZone(ZoneOffset.UTC)
                .format(entry.written().toInstant());
    }
}
