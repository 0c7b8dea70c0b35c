package org.fovea.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.exchange.LabImport;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.fovea.site.output.Report;
import org.fovea.site.output.SiteFolder;
import org.fovea.site.page.RunFiles;
import org.fovea.site.player.Viewer;
import org.fovea.testkit.browser.Tab;

/** Labs that pages are made of in tests, each read once. */
public final class Labs {
    /** The repository. */
    public static final Path ROOT =
            Path.of(System.getProperty("fovea.root", "../..")).toAbsolutePath().normalize();

    /** Of a lab that has kept nothing. */
    public static final RunFiles NO_FILES = RunFiles.of(Path.of("no-lab"));

    private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");
    private static final Map<String, Snapshot> OPEN = new HashMap<>();
    private static final Map<String, Path> BUILT = new HashMap<>();

    private Labs() {}

    /** The example lab of the repository. */
    public static Snapshot example() {
        return open("example", ledger -> {
            try (InputStream in = Files.newInputStream(ROOT.resolve("examples/lab/ledger.jsonl"))) {
                LabImport.read(ledger, "ledger.jsonl", in, true);
            }
        });
    }

    /** A lab in which nothing was done. */
    public static Snapshot empty() {
        return open("empty", _ -> {});
    }

    /** A lab whose every text means harm. */
    public static Snapshot hostile() {
        return open("<i>hostile</i> & \"lab\"", HostileLab::fill);
    }

    /** A lab that a test fills. */
    public static synchronized Snapshot open(String name, Filler filler) {
        return OPEN.computeIfAbsent(name, _ -> {
            try {
                LabDatabase database = LabDatabase.open(temporary("lab").resolve("ledger.db"));
                filler.fill(database.ledger());
                return Snapshot.of(database.ledger(), name, Optional.empty(), TIME);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** What fills a lab. */
    public interface Filler {
        /** Adds records. */
        void fill(Ledger ledger) throws IOException;
    }

    /** The files of a lab's site. */
    public static Site site(Snapshot snapshot) {
        return Report.of(snapshot, false, new Viewer(Map.of()), NO_FILES);
    }

    /** A file of a site. */
    public static String text(Site site, String path) {
        return new String(site.files().file(path).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    /** The site of a lab in a folder, written once. */
    public static synchronized Path built(Snapshot snapshot) {
        return BUILT.computeIfAbsent(snapshot.name(), _ -> {
            try {
                Path folder = temporary("site").resolve("public");
                SiteFolder.write(site(snapshot), folder, 2, _ -> {});
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Opens a page of a lab's site in a tab. */
    public static Tab open(Tab tab, Snapshot snapshot, String page) {
        tab.page().navigate(built(snapshot).toUri() + page);
        return tab;
    }

    /** A folder that is gone when the tests end. */
    public static Path temporary(String name) throws IOException {
        Path folder = Files.createTempDirectory("fovea-" + name + "-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        return folder;
    }
}
