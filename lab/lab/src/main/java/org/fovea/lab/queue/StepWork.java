package org.fovea.lab.queue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.jdbi.v3.core.Handle;

/** Does steps: what is needed from earlier ones is taken from the lab's folder, or made again where it is not there. */
final class StepWork {
    private final LabDatabase database;
    private final JobQueue queue;
    private final ArtifactStore artifacts;
    private final WorkFolder folders;
    private final Workshop workshop;
    private final Judge judge;

    StepWork(
            LabDatabase database,
            JobQueue queue,
            ArtifactStore artifacts,
            WorkFolder folders,
            Workshop workshop,
            Judge judge) {
        this.database = database;
        this.queue = queue;
        this.artifacts = artifacts;
        this.folders = folders;
        this.workshop = workshop;
        this.judge = judge;
    }

    /**
     * Does a step up to what it writes into the database.
     *
     * @return the rest, in the transaction that ends the step; its answer is kept as the job's result
     */
    BiFunction<Ledger, Handle, Object> perform(Claim claim, ProgressListener watcher)
            throws IOException, InterruptedException, SendBackException {
        if (claim.job().step() == Step.JUDGE) {
            return judging(claim);
        }
        Workshop.Task task = task(claim);
        return switch (claim.job().step()) {
            case BUILD -> done(build(claim, task, watcher));
            case PACK -> done(pack(claim, task, watcher));
            case INFLATE -> done(inflate(claim, task, watcher));
            case SCORE -> score(claim, task, watcher);
            case JUDGE -> throw new AssertionError("judged above");
        };
    }

    /** Lets the study of an experiment go on, where that was given up. */
    void goOnWithout(String experiment) {
        queue.goOnWithout(experiment, judge);
    }

    private static BiFunction<Ledger, Handle, Object> done(Object result) {
        return (ledger, handle) -> result;
    }

    private Workshop.Task task(Claim claim) {
        Ledger ledger = database.ledger();
        Experiment experiment = claim.experiment().experiment();
        Benchmark benchmark = ledger.find(Benchmark.class, experiment.benchmark())
                .orElseThrow(() -> new IllegalArgumentException("no benchmark " + experiment.benchmark()))
                .record();
        Candidate candidate = ledger.find(Candidate.class, experiment.candidate())
                .orElseThrow(() -> new IllegalArgumentException("no candidate " + experiment.candidate()))
                .record();
        return new Workshop.Task(experiment, benchmark, candidate);
    }

    private Built build(Claim claim, Workshop.Task task, ProgressListener watcher)
            throws IOException, InterruptedException {
        Optional<Path> init = Optional.empty();
        if (task.candidate().recipe().init().isPresent()) {
            String hash = task.candidate().recipe().init().get();
            Path file = artifacts
                    .find(hash)
                    .orElseThrow(() -> new IllegalArgumentException("archive " + hash
                            + ", which the recipe begins with, is not among the lab's artifacts; add it first"));
            if (!Sha256.of(file).equals(hash)) {
                throw new IllegalArgumentException("artifact " + hash + " is damaged; add it again");
            }
            init = Optional.of(file);
        }
        Path archive = workshop.build(task, folders.take(claim, Step.BUILD), init, watcher);
        return new Built(folders.relative(archive), Sha256.of(archive), Files.size(archive));
    }

    private Archive pack(Claim claim, Workshop.Task task, ProgressListener watcher)
            throws IOException, InterruptedException, SendBackException {
        Built built = result(claim, Step.BUILD, Built.class);
        Path file = folders.absolute(built.path());
        if (!Files.isRegularFile(file) || !Sha256.of(file).equals(built.sha256())) {
            file = folders.absolute(build(claim, task, watcher).path()); // another machine's folder, or removed
        }
        Map<String, Long> sections = workshop.pack(task, file);
        return new Archive(artifacts.keep(Artifact.ARCHIVE, file, ".zip"), sections);
    }

    private Frames inflate(Claim claim, Workshop.Task task, ProgressListener watcher)
            throws IOException, InterruptedException, SendBackException {
        Path archive = archive(claim, task, watcher);
        Path frames = folders.begin(claim, Step.INFLATE).resolve("frames.raw");
        Workshop.Drawn drawn = workshop.inflate(task, archive, frames, watcher);
        return new Frames(drawn.sha256(), folders.relative(frames), Files.size(frames), drawn.isolated());
    }

    private Path archive(Claim claim, Workshop.Task task, ProgressListener watcher)
            throws IOException, InterruptedException, SendBackException {
        Archive packed = result(claim, Step.PACK, Archive.class);
        try {
            return artifacts.verified(packed.archive());
        } catch (FileNotFoundException e) {
            Built again = build(claim, task, watcher);
            if (!again.sha256().equals(packed.archive().sha256())) {
                throw new SendBackException(
                        Step.PACK, "its archive is not in the lab, and made again it is another one");
            }
            return artifacts.verified(artifacts.keep(Artifact.ARCHIVE, folders.absolute(again.path()), ".zip"));
        }
    }

    private Path frames(Claim claim, Workshop.Task task, ProgressListener watcher)
            throws IOException, InterruptedException, SendBackException {
        Frames drawn = result(claim, Step.INFLATE, Frames.class);
        Path file = folders.absolute(drawn.path());
        if (Files.isRegularFile(file)
                && Files.size(file) == drawn.bytes()
                && Sha256.of(file).equals(drawn.frames())) {
            return file;
        }
        Frames again = inflate(claim, task, watcher);
        if (!again.frames().equals(drawn.frames())) {
            throw new SendBackException(Step.INFLATE, "its frames are gone, and drawn again they are others");
        }
        return folders.absolute(again.path());
    }

    private BiFunction<Ledger, Handle, Object> score(Claim claim, Workshop.Task task, ProgressListener watcher)
            throws IOException, InterruptedException, SendBackException {
        Archive packed = result(claim, Step.PACK, Archive.class);
        Path archive = archive(claim, task, watcher);
        Path frames = frames(claim, task, watcher);
        Frames drawn = result(claim, Step.INFLATE, Frames.class);
        Workshop.Scored scored = workshop.score(task, archive, frames, folders.take(claim, Step.SCORE), watcher);
        Path log = folders.log(claim.job().experiment());
        List<Artifact> files = new ArrayList<>(List.of(
                packed.archive(),
                artifacts.keep(Artifact.SCORE, scored.document().getBytes(StandardCharsets.UTF_8), ".json"),
                artifacts.keep(Artifact.LOG, Files.exists(log) ? Files.readAllBytes(log) : new byte[0], ".txt")));
        for (Map.Entry<String, Path> shown : scored.shown().entrySet()) {
            String name = shown.getValue().getFileName().toString();
            files.add(artifacts.keep(shown.getKey(), shown.getValue(), name.substring(name.lastIndexOf('.'))));
        }
        Run run = run(claim, task, packed, scored, drawn, files);
        return (ledger, _) -> {
            ledger.add(run);
            return Map.of();
        };
    }

    private Run run(
            Claim claim,
            Workshop.Task task,
            Archive packed,
            Workshop.Scored scored,
            Frames frames,
            List<Artifact> files) {
        Experiment experiment = task.experiment();
        Candidate candidate = task.candidate();
        Instant ended = Instant.now();
        Instant begun = begun(claim).filter(time -> time.isBefore(ended)).orElse(ended);
        return Run.builder()
                .benchmark(experiment.benchmark())
                .candidate(experiment.candidate())
                .study(experiment.study())
                .rung(experiment.rung())
                .replaced(experiment.replaced())
                .subset(experiment.subset())
                .built(experiment.built())
                .track(candidate.track())
                .family(candidate.family())
                .seeds(seeds(task))
                .device(workshop.device())
                .machine(workshop.machine())
                .threads(workshop.threads())
                .codeVersion(workshop.codeVersion())
                .started(begun)
                .ended(ended)
                .bytes(new Run.Bytes(packed.archive().bytes(), Optional.of(0L), scored.originalBytes()))
                .sections(packed.sections())
                .segmentation(scored.segmentation())
                .pose(scored.pose())
                .pairs(scored.pairs())
                .frames(Optional.of(frames.frames()))
                .drawn(frames.isolated() ? Optional.empty() : Optional.of(Run.NOT_ISOLATED))
                .artifacts(files)
                .job(Optional.of(claim.job().experiment()))
                .series(Optional.of(experiment.original().hash()).filter(job -> !job.equals(experiment.hash())))
                .build();
    }

    private static List<Long> seeds(Workshop.Task task) {
        String replaced = task.experiment().replaced().get(Experiment.SEED);
        if (replaced != null && replaced.matches("\\d{1,18}")) {
            return List.of(Long.parseLong(replaced));
        }
        var seed = task.candidate().recipe().settings().path(Experiment.SEED);
        return seed.isIntegralNumber() ? List.of(seed.asLong()) : List.of();
    }

    private Optional<Instant> begun(Claim claim) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT begun FROM job WHERE id = ? AND begun IS NOT NULL",
                                JobRows.id(claim.job().experiment(), Step.BUILD))
                        .mapTo(Long.class)
                        .findOne()
                        .map(Instant::ofEpochMilli));
    }

    private BiFunction<Ledger, Handle, Object> judging(Claim claim) throws SendBackException {
        String experiment = claim.job().experiment();
        if (database.ledger().runOfJob(experiment).isEmpty()) {
            throw new SendBackException(Step.SCORE, "it has no run in the ledger");
        }
        return (ledger, handle) -> {
            Numbered<Run> run = ledger.runOfJob(experiment).orElseThrow();
            queue.enqueue(ledger, handle, judge.judge(ledger, claim.experiment().experiment(), run));
            return Map.of();
        };
    }

    private <T> T result(Claim claim, Step step, Class<T> type) throws SendBackException {
        Optional<String> json = database.jdbi()
                .withHandle(handle -> JobRows.job(handle, JobRows.id(claim.job().experiment(), step)))
                .flatMap(Job::result);
        if (json.isEmpty()) {
            throw new SendBackException(step, "step " + JobRows.word(step) + " has left no result");
        }
        return CanonicalJson.read(json.get(), type);
    }

    /** Removes what is not needed after a step that is done. */
    void tidy(Claim claim) throws IOException {
        String experiment = claim.job().experiment();
        if (claim.job().step() == Step.JUDGE) {
            folders.remove(experiment);
        } else if (claim.job().step() == Step.SCORE) {
            Optional<String> drawn = database.jdbi()
                    .withHandle(handle -> JobRows.job(handle, JobRows.id(experiment, Step.INFLATE)))
                    .flatMap(Job::result);
            if (drawn.isPresent()) {
                Files.deleteIfExists(folders.absolute(
                        CanonicalJson.read(drawn.get(), Frames.class).path()));
            }
        }
    }

    /**
     * What BUILD leaves for later steps, kept with its job as JSON.
     *
     * @param path of the archive in the lab's folder
     */
    record Built(String path, String sha256, long bytes) {}

    /** What PACK leaves. */
    record Archive(Artifact archive, Map<String, Long> sections) {}

    /**
     * What INFLATE leaves.
     *
     * @param frames SHA-256 of them
     * @param path in the lab's folder
     */
    record Frames(String frames, String path, long bytes, boolean isolated) {}

    /** What an earlier step has made is gone and cannot be made again here: the experiment goes back to that step. */
    static final class SendBackException extends Exception {
        private static final long serialVersionUID = 1;

        private final Step step;

        SendBackException(Step step, String message) {
            super(message);
            this.step = step;
        }

        Step step() {
            return step;
        }
    }
}
