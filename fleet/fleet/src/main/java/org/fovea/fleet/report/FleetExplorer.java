package org.fovea.fleet.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.clips.ArchiveClips;
import org.fovea.app.text.Text;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.fleet.report.FleetReport.Explored;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.site.output.ClipFolder;
import org.fovea.site.player.ClipPage;
import org.fovea.site.player.ClipPage.Fact;
import org.fovea.site.player.ClipStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes pages on which the worst clips of a fleet are seen beside what their archives draw. Clips that it plays are
 * kept in the folder {@code viewer} of the results, so that they are made once; scores of pairs, which no row has, are
 * measured each time.
 */
public final class FleetExplorer implements AutoCloseable {
    private static final String FOLDER = "viewer";
    private static final int MAX_NAME = 60;
    private static final int HASH_DIGITS = 8;

    private final FleetFolder folder;
    private final ArchiveClips clips;
    private String networksName = "";
    private @Nullable EvaluatorPair networks;

    /**
     * Of a fleet.
     *
     * @param pairs most pairs that pages show of a clip
     * @param threads that render frames and score
     * @param reporter shown how far it is
     */
    public FleetExplorer(FleetFolder folder, int pairs, int threads, Reporter reporter) {
        this.folder = folder;
        this.clips = new ArchiveClips(new ClipStore(folder.path().resolve(FOLDER)), pairs, threads, reporter);
    }

    /**
     * Makes pages of the worst clips.
     *
     * @param report of the fleet, which is to lead to them
     * @param most how many
     * @param output folder of the report
     * @return the report with the pages, and with the reason where there is none
     */
    public FleetReport explore(FleetReport report, int most, Path output) throws IOException, InterruptedException {
        List<Explored> explored = new ArrayList<>();
        for (FleetReporter.Worst worst : FleetReporter.worst(folder, most)) {
            String clip = worst.clip().clip();
            Optional<String> problem = problem(worst.clip());
            if (problem.isEmpty()) {
                try {
                    draw(worst, output);
                } catch (IOException | RuntimeException e) {
                    problem = Optional.of(Optional.ofNullable(e.getMessage())
                            .orElseGet(() -> e.getClass().getSimpleName()));
                }
            }
            explored.add(new Explored(
                    clip,
                    worst.why(),
                    problem.isEmpty() ? Optional.of(page(clip)) : Optional.empty(),
                    problem.map(text -> text.replaceAll("\\s*\\R\\s*", " "))));
        }
        return report.exploring(explored);
    }

    /** Why a clip cannot be looked at: its files are not here, or not those of its row. */
    private Optional<String> problem(ReportClip clip) throws IOException {
        if (RemoteFiles.isAddress(clip.uri())) {
            return Optional.of(clip.uri() + ": only local and shared paths are read here");
        }
        Path original = Path.of(clip.uri());
        Path archive = folder.archive(clip.clip());
        if (!Files.isRegularFile(original)) {
            return Optional.of(original + ": no such file");
        }
        if (!Files.isRegularFile(archive)) {
            return Optional.of(archive + ": no such file");
        }
        if (!Sha256.of(original).equals(clip.sha256())) {
            return Optional.of(original + ": is not the clip that was encoded");
        }
        if (!Sha256.of(archive).equals(clip.archiveSha256())) {
            return Optional.of(archive + ": is not the archive of the table");
        }
        return Optional.empty();
    }

    private void draw(FleetReporter.Worst worst, Path output) throws IOException, InterruptedException {
        ReportClip clip = worst.clip();
        EvaluatorPair looking = networks(clip.evaluators());
        if (!looking.identity().hash().equals(clip.evaluatorsSha256())) {
            throw new IOException(clip.evaluators() + ": are other networks than those that the clip was encoded for");
        }
        ArchiveClips.View view = clips.of(Path.of(clip.uri()), folder.archive(clip.clip()), looking);
        ClipPage page = new ClipPage(
                clip.clip(),
                "The clip beside what its archive draws. Why it was chosen: " + worst.why() + ".",
                "index.html",
                "The fleet",
                facts(clip, view),
                view.played());
        ClipFolder.write(page, output, page(clip.clip()));
    }

    private static List<Fact> facts(ReportClip clip, ArchiveClips.View view) {
        List<Fact> facts = new ArrayList<>();
        view.score()
                .score()
                .ifPresent(score -> facts.add(new Fact(
                        "Score",
                        String.format(Locale.ROOT, "%.4f", score.score()),
                        clip.score()
                                .filter(was -> was != score.score())
                                .map(was ->
                                        String.format(Locale.ROOT, "measured for this page; the table has %.6f", was))
                                .orElse("measured again for this page, with the same result"))));
        facts.add(new Fact("Archive", Text.size(clip.archiveBytes()), "of " + Text.size(clip.clipBytes())));
        facts.add(new Fact("Pairs", Integer.toString(view.played().clipPairs()), "of the whole clip"));
        facts.add(new Fact(
                "Profile", lastName(clip.columns().getOrDefault("profile", "")), "networks: " + clip.evaluators()));
        return facts;
    }

    /** A profile's name, or that of its file without the folders. */
    private static String lastName(String profile) {
        return profile.substring(profile.lastIndexOf('/') + 1);
    }

    /** Opened once for clips that follow each other. */
    private EvaluatorPair networks(String name) throws IOException {
        EvaluatorPair open = networks;
        if (open == null || !name.equals(networksName)) {
            close();
            open = EvaluatorSelection.open(name);
            networks = open;
            networksName = name;
        }
        return open;
    }

    /** The name of a clip's page: the same in every report, another one for every clip, whatever its id is made of. */
    static String page(String clip) {
        String words = clip.replaceAll("[^A-Za-z0-9_-]+", "-");
        return "clip-" + words.substring(0, Math.min(MAX_NAME, words.length())) + "-"
                + Sha256.of(clip.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS) + ".html";
    }

    @Override
    public void close() {
        if (networks != null) {
            networks.close();
            networks = null;
        }
    }
}
