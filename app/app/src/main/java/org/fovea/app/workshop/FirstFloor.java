package org.fovea.app.workshop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.TaskProgress;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.queue.Job;
import org.fovea.lab.queue.JobState;
import org.fovea.lab.queue.Judge.Wanted;
import org.fovea.lab.queue.LabWorker;
import org.fovea.lab.queue.Needs;
import org.fovea.lab.queue.WorkerSettings;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Numbered;
import tools.jackson.databind.json.JsonMapper;

/** Measures a candidate on all pairs at once, through the queue like everything else, with a worker of its own. */
public record FirstFloor(OpenLab lab, FoveaWorkshop workshop, TaskProgress progress) {
    private static final int FIRST_OF_ALL = 1_000_000;
    private static final long PLENTY = 1 << 20;

    /** An archive as a candidate; the lab keeps a copy. */
    public Candidate ofArchive(Path archive, Author by) throws IOException {
        byte[] bytes = java.nio.file.Files.readAllBytes(archive);
        boolean video;
        try {
            video = ArchiveFile.open(bytes).archive().header().isVideo();
        } catch (org.fovea.codec.FormatException e) {
            throw e.inFile(archive.toString());
        }
        Artifact kept = new ArtifactStore(lab.folder().path()).keep(Artifact.ARCHIVE, bytes, ".zip");
        return Candidate.builder()
                .recipe(new Recipe(
                        Recipe.Kind.ARCHIVE, JsonMapper.shared().createObjectNode(), Optional.of(kept.sha256())))
                .profile(archive.getFileName().toString())
                .track(video ? Track.ROBUST : Track.MASKS)
                .family("base")
                .by(by)
                .time(Instant.now())
                .build();
    }

    /**
     * Measures with as many seeds as the lab asks for; what was measured before is not measured again.
     *
     * @return the run with the candidate's own seed
     * @throws AppException where it failed
     */
    public Numbered<Run> measure(Numbered<Benchmark> benchmark, Candidate candidate)
            throws IOException, InterruptedException {
        lab.ledger().add(candidate);
        Experiment experiment = new Experiment(
                benchmark.key(),
                candidate.key(),
                Optional.empty(),
                0,
                Map.of(),
                Subset.all(benchmark.record().pairs()),
                Run.Built.CLIP,
                0);
        List<Experiment> all =
                experiment.withSeeds(candidate, lab.folder().config().seeds());
        Numbered<Run> own = measure(all.getFirst());
        for (Experiment repetition : all.subList(1, all.size())) {
            measure(repetition);
        }
        return own;
    }

    private Numbered<Run> measure(Experiment experiment) throws InterruptedException {
        Optional<Numbered<Run>> known = lab.ledger().runOfJob(experiment.hash());
        if (known.isPresent()) {
            return known.get();
        }
        lab.queue().enqueue(List.of(new Wanted(experiment, FIRST_OF_ALL)));
        WorkerSettings settings = WorkerSettings.usual(
                "floor-" + ProcessHandle.current().pid(),
                new Needs(Math.max(2, Runtime.getRuntime().availableProcessors()), PLENTY));
        try (LabWorker worker =
                new LabWorker(lab.database(), lab.queue(), lab.folder().path(), workshop, lab.judge(), settings)) {
            worker.start();
            return await(experiment.hash());
        }
    }

    private Numbered<Run> await(String hash) throws InterruptedException {
        while (true) {
            Optional<Numbered<Run>> run = lab.ledger().runOfJob(hash);
            if (run.isPresent()) {
                progress.close();
                return run.get();
            }
            for (Job job : lab.queue().steps(hash)) {
                if (job.state() == JobState.FAILED) {
                    throw AppException.notHeld(
                            "measuring failed: " + job.error().orElse(job.id()));
                }
                if (job.state() == JobState.RUNNING) {
                    job.progress().ifPresent(at -> progress.update(at.doing(), at.done(), at.total()));
                }
            }
            Thread.sleep(300);
        }
    }
}
