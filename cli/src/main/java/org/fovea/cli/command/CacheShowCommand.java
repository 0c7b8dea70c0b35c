package org.fovea.cli.command;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.cache.Caches;
import org.fovea.app.score.CacheDirectory;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.GroundTruthCache.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code fovea cache show}. */
@Command(
        name = "show",
        header = "List the cached ground truth of originals, and the size of all caches.",
        description = {
            "The output of the networks on originals, one entry for each clip and pair of networks.",
            "Then each place with its size: ground truth, what makes starts faster, native libraries."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea cache show")
public final class CacheShowCommand implements Callable<Integer> {
    private static final int HASH_DIGITS = 12;

    @ParentCommand
    private CacheCommand cache;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        Caches caches = Caches.ofProcess();
        GroundTruthCache truths = caches.truths();
        List<Entry> entries = truths.entries();
        FoveaCommand fovea = cache.fovea();
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        if (json.wanted()) {
            fovea.print(new Document(
                    CacheDirectory.ofProcess().toString(),
                    bytes,
                    entries.stream().map(EntryDocument::of).toList(),
                    caches.places().stream()
                            .map(place -> new PlaceDocument(
                                    place.name(), place.folder().toString(), place.bytes()))
                            .toList()));
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
        for (Caches.Place place : caches.places()) {
            if (!place.folder().equals(truths.folder())) {
                fovea.terminal().out().println(place.folder() + ": " + place.name() + ", " + Text.size(place.bytes()));
            }
        }
        return ExitCode.DONE;
    }

    /** The same for programs. */
    record Document(String directory, long bytes, List<EntryDocument> entries, List<PlaceDocument> places) {}

    /** A place with things of one kind. */
    record PlaceDocument(String name, String path, long bytes) {}

    /** What is known of a clip. */
    record EntryDocument(String clip, String evaluators, int width, int height, long bytes, String written) {
        private static EntryDocument of(Entry entry) {
            return new EntryDocument(
                    entry.clipHash(),
                    entry.evaluators(),
                    entry.frames().width(),
                    entry.frames().height(),
                    entry.bytes(),
                    entry.written().toInstant().toString());
        }
    }

    private static String written(Entry entry) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
                .withZone(ZoneOffset.UTC)
                .format(entry.written().toInstant());
    }
}
