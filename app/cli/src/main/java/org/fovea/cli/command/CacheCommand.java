package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.fovea.app.AppException;
import org.fovea.app.cache.Caches;
import org.fovea.app.score.CacheDirectory;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.io.Leftovers;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.GroundTruthCache.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea cache}: the commands on what is remembered. */
@Command(
        name = "cache",
        header = "Show or clear everything that Fovea keeps besides its outputs.",
        subcommands = {CacheCommand.Show.class, CacheCommand.Clear.class},
        footer = "  fovea cache show && fovea cache clear")
public final class CacheCommand extends GroupCommand {
    /** {@code fovea cache show}. */
    @Command(
            name = "show",
            header = "List the cached ground truth of originals, and the size of all caches.",
            description = {
                "The output of the networks on originals, one entry for each clip and pair of networks.",
                "Then each place with its size: ground truth, what makes starts faster, native libraries."
            },
            footer = "  fovea cache show")
    static final class Show extends LeafCommand {
        private static final int HASH_DIGITS = 12;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() throws IOException {
            Caches caches = Caches.ofProcess();
            GroundTruthCache truths = caches.truths();
            List<Entry> entries = truths.entries();
            long bytes = entries.stream().mapToLong(Entry::bytes).sum();
            if (json.wanted()) {
                printJson(new Document(
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
                out().print(table.render(""));
            }
            out().println(truths.folder() + ": " + Text.count(entries.size())
                    + (entries.size() == 1 ? " entry, " : " entries, ") + Text.size(bytes));
            for (Caches.Place place : caches.places()) {
                if (!place.folder().equals(truths.folder())) {
                    out().println(place.folder() + ": " + place.name() + ", " + Text.size(place.bytes()));
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

    /** {@code fovea cache clear}. */
    @Command(
            name = "clear",
            header = "Remove the cached ground truth of originals, or all caches.",
            description = {
                "Removes what Fovea wrote and nothing else. It is made again when needed.",
                "With DIR, removes unfinished outputs instead: the files .NAME.PROCESS.NUMBER.part that killed "
                        + "processes left there an hour ago or earlier."
            },
            footer = {"  fovea cache clear", "  fovea cache clear --all", "  fovea cache clear drives results"})
    static final class Clear extends LeafCommand {
        @Option(
                names = "--all",
                description = "Also what makes starts faster, and native libraries that were unpacked.")
        private boolean all;

        @Parameters(
                paramLabel = "DIR",
                arity = "0..*",
                description = "Folders with outputs; their subfolders are not searched.",
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
            out().println(line);
        }
    }
}
