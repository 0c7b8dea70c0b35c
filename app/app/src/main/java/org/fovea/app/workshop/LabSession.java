package org.fovea.app.workshop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.TaskProgress;
import org.fovea.encode.profile.Profiles;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.CandidateFactory;

/**
 * A lab and what works in it, for a program that measures candidates itself. Everything is remembered in the lab's
 * ledger.
 */
public final class LabSession implements AutoCloseable {
    private final OpenLab lab;
    private final FoveaWorkshop workshop;

    private LabSession(OpenLab lab, FoveaWorkshop workshop) {
        this.lab = lab;
        this.workshop = workshop;
    }

    /** Opens the lab in a folder, with its ledger in SQLite where it is made now. */
    public static LabSession open(Path path) throws IOException {
        Optional<LabFolder> found = LabFolder.find(path)
                .filter(lab -> lab.path().equals(path.toAbsolutePath().normalize()));
        LabFolder folder =
                found.isPresent() ? found.get() : LabFolder.create(path, LabConfig.of(LabConfig.USUAL_DATABASE));
        OpenLab lab = found.isPresent() ? OpenLab.open(folder) : OpenLab.create(folder);
        try {
            return new LabSession(
                    lab, new FoveaWorkshop(folder, Runtime.getRuntime().availableProcessors()));
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /**
     * Declares a benchmark: a clip and the networks that look at it. The same one again only changes where its files
     * are.
     *
     * @param evaluators as for {@link org.fovea.app.Fovea#networks}
     * @throws AppException where another benchmark has the name
     */
    public Numbered<Benchmark> benchmark(String name, Path clip, String evaluators) throws IOException {
        return new Benchmarks(lab).declare(name, clip, evaluators, null);
    }

    /**
     * Encodes, inflates and scores all pairs of a benchmark's clip with a profile; what the ledger knows already is not
     * measured again.
     *
     * @param profile the name of one that comes with Fovea, or the path of a {@code .yaml} file
     * @param changes of the profile, from keys such as {@code masks.minimumRegion} to values
     * @param by whose idea it is
     * @throws AppException where a step failed
     * @throws org.fovea.codec.FormatException where the profile or a change of it is impossible
     */
    public Numbered<Run> measure(Numbered<Benchmark> benchmark, String profile, Map<String, String> changes, Author by)
            throws IOException, InterruptedException {
        Candidate candidate =
                CandidateFactory.base(Profiles.find(profile), changes, Optional.empty(), by, Instant.now());
        try (TaskProgress progress = new TaskProgress(Reporter.SILENT, "")) {
            return new FirstFloor(lab, workshop, progress).measure(benchmark, candidate);
        }
    }

    @Override
    public void close() {
        try (lab) {
            workshop.close();
        }
    }
}
