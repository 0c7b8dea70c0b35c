package org.fovea.fleet.run;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.encode.run.RunProgress;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.storage.RememberedFacts;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.AttemptTable;
import org.fovea.fleet.table.History;
import org.fovea.fleet.work.ClipTask;
import org.fovea.fleet.work.ClipWork;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.video.clip.Clip;

/**
 * Carries a fleet out: plans what is left, has it done, and keeps the table. Killed at any moment, it is begun again by
 * the same call, which does only what is missing.
 */
public final class FleetRun {
    private static final int ENVIRONMENT = 4;
    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    /**
     * This many clips in a row that fail for want of something on the machine, such as room on its disk, end the run:
     * the others would fail as well.
     */
    private static final int MAX_ENVIRONMENT_FAILURES = 5;

    /** Clips' work behind which the pace is believed. */
    private static final double LEAST_WORKED = 0.1;

    private final FleetFile file;
    private final FleetFolder folder;
    private final Recipe recipe;
    private final ClipWork work;
    private final BaseTrainer base;
    private final ClipExecutor executor;
    private final RememberedFacts store;
    private final FleetProgress listener;
    private final Set<String> running = new LinkedHashSet<>();
    private History history = new History();
    private int total;
    private int done;
    private int failed;
    private long bytes;
    private long began;
    private int doneBefore;
    private int environmentFailures;
    private boolean probed;

    /** How many clips' work those at work have behind them. */
    private double partly;

    /** Trains the base of a fleet, unless it is there; see {@link org.fovea.fleet.work.BaseWork}. */
    @FunctionalInterface
    public interface BaseTrainer {
        /** Trains on some of the clips that are encoded with it. */
        void train(FleetFile file, List<FleetClip> clips) throws IOException, InterruptedException;
    }

    /**
     * A run.
     *
     * @param file what is asked for
     * @param recipe tells tasks by what they depend on
     * @param work does a clip's step
     * @param base trains a base, where the file asks for one
     * @param executor has it done
     * @param store of clips with an address
     * @param listener receives what happens
     */
    public FleetRun(
            FleetFile file,
            Recipe recipe,
            ClipWork work,
            BaseTrainer base,
            ClipExecutor executor,
            RemoteFiles store,
            FleetProgress listener) {
        this.file = file;
        this.folder = new FleetFolder(file.results());
        this.recipe = recipe;
        this.work = work;
        this.base = base;
        this.executor = executor;
        this.store = new RememberedFacts(store);
        this.listener = listener;
    }

    /**
     * Does what is left.
     *
     * @param again whether clips that failed are tried again
     * @return how it is at the end
     * @throws AppException where another process works on the fleet, or the machine lacks something that every clip
     *     needs
     */
    public FleetState run(boolean again) throws IOException, InterruptedException {
        try (FleetFolder.Lock _ = folder.lock()) {
            List<FleetClip> clips = file.findClips(store);
            try (AttemptTable table = folder.openTable()) {
                history = History.read(table);
                askForFacts(clips);
                Thread teller =
                        Thread.ofPlatform().daemon().name("fleet-progress").start(this::tell);
                try {
                    workOn(clips, table, again);
                } finally {
                    teller.interrupt();
                    teller.join();
                    synchronized (this) {
                        table.compact();
                    }
                }
            }
            FleetState end = state(true);
            end.write(folder.state());
            return end;
        }
    }

    /** Tells every few seconds how far the clips at work are, until it is interrupted. */
    private void tell() {
        while (true) {
            try {
                Thread.sleep(TELL_EVERY);
                List<String> clips;
                synchronized (this) {
                    clips = List.copyOf(running);
                }
                List<String> at = new ArrayList<>();
                double shares = 0;
                for (String clip : clips) {
                    Optional<RunProgress> encode = progress(clip);
                    at.add(FleetProgress.words(clip, encode));
                    shares += encode.map(RunProgress::share).orElse(0.0);
                }
                synchronized (this) {
                    partly = shares;
                    if (!at.isEmpty() && !Thread.currentThread().isInterrupted()) {
                        listener.goesOn(state(false), at);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return; // the work is over
            }
        }
    }

    private Optional<RunProgress> progress(String clip) {
        try {
            return folder.progress(clip);
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty(); // it ended just now
        }
    }

    /** Clips without a row are read anyway. */
    private void askForFacts(List<FleetClip> clips) throws InterruptedException {
        store.ask(clips.stream()
                .filter(clip -> RemoteFiles.isAddress(clip.uri()))
                .filter(clip -> Arrays.stream(Step.values())
                        .anyMatch(step -> history.of(clip.id(), step.word()).isPresent()))
                .map(FleetClip::uri)
                .toList());
    }

    /** All, after the training of a base, if one is asked for: its hash is in the clips' keys. */
    private void workOn(List<FleetClip> clips, AttemptTable table, boolean again)
            throws IOException, InterruptedException {
        List<FleetClip> based = clips.stream().filter(file::trainsBase).toList();
        if (!based.isEmpty()) {
            base.train(file, based);
        }
        executor.run(planned(clips, again), clip -> work(clip, table, again));
    }

    private synchronized List<FleetPlan.Todo> planned(List<FleetClip> clips, boolean again) throws IOException {
        FleetPlan plan = FleetPlan.of(file, clips, file.steps(), recipe, history, store, folder::isThere, again);
        total = plan.total();
        done = plan.done();
        failed = plan.failed();
        bytes = plan.doneBytes();
        doneBefore = done;
        began = System.nanoTime();
        state(false).write(folder.state());
        if (probed) {
            return plan.clips();
        }
        probed = true;
        List<FleetPlan.Todo> good = new ArrayList<>();
        List<FleetPlan.Todo> bad = new ArrayList<>();
        plan.clips().forEach(clip -> (isReadable(clip) ? good : bad).add(clip));
        listener.plans(state(false), bad.stream().map(FleetPlan.Todo::clip).toList());
        bad.addAll(good);
        return bad;
    }

    /** Whether a file has the head of a clip; one with an address is not looked at. */
    private static boolean isReadable(FleetPlan.Todo clip) {
        ClipTask first = clip.tasks().getFirst();
        String uri = first.clip().uri();
        if (RemoteFiles.isAddress(uri) || first.step().ofArchive()) {
            return true;
        }
        try {
            Clip.open(Path.of(uri));
            return true;
        } catch (IOException | FormatException e) {
            return false; // its worker says why
        }
    }

    private void work(FleetPlan.Todo clip, AttemptTable table, boolean again) throws IOException, InterruptedException {
        boolean good = true;
        for (ClipTask task : clip.tasks()) {
            begins(task);
            try {
                good = tried(task, table, again);
            } finally {
                over(clip.clip());
            }
            if (!good) {
                break;
            }
        }
        counted(good);
    }

    /** Tries until it is done, in vain, or often enough. */
    private boolean tried(ClipTask task, AttemptTable table, boolean again) throws IOException, InterruptedException {
        int most = file.limits().tries();
        for (int tries = 1; ; tries++) {
            Optional<History.Entry> before =
                    history.of(task.clip().id(), task.step().word());
            Optional<Attempt> attempt = work.attempt(task, before);
            if (attempt.isEmpty()) {
                known(task, before);
                return true;
            }
            keep(attempt.get(), table);
            if (attempt.get().done()) {
                return true;
            }
            int counted = again ? tries : attempt.get().run().number();
            if (ClipWork.inVain(attempt.get()) || counted >= most) {
                return false;
            }
        }
    }

    private synchronized void begins(ClipTask task) throws IOException {
        running.add(task.clip().id());
        listener.begins(state(false));
        state(false).write(folder.state());
    }

    private synchronized void over(String clip) throws IOException {
        running.remove(clip);
        boolean nextBegins = done + failed + 1 + running.size() < total; // and writes
        if (!nextBegins) {
            state(false).write(folder.state());
        }
    }

    private synchronized void known(ClipTask task, Optional<History.Entry> before) {
        if (task.step() == Step.COMPRESS) {
            bytes += before.map(History.Entry::archiveBytes).orElse(0L);
        }
        listener.known(state(false));
    }

    private synchronized void keep(Attempt attempt, AttemptTable table) throws IOException {
        history.add(attempt);
        if (attempt.done() && attempt.work().step().equals(Step.COMPRESS.word())) {
            bytes += attempt.made().map(Attempt.Made::archiveBytes).orElse(0L);
        }
        listener.ended(attempt, state(false));
        environmentFailures = attempt.run().exitCode().orElse(0) == ENVIRONMENT ? environmentFailures + 1 : 0;
        if (environmentFailures >= MAX_ENVIRONMENT_FAILURES) {
            throw AppException.environment(
                    MAX_ENVIRONMENT_FAILURES + " attempts in a row failed on this machine, the last: "
                            + attempt.run().error().orElse("") + "; nothing is lost, the same command goes on");
        }
        table.added();
    }

    private synchronized void counted(boolean good) {
        partly = Math.max(0, partly - 1);
        if (good) {
            done++;
        } else {
            failed++;
        }
    }

    private synchronized FleetState state(boolean ended) {
        double worked = done - doneBefore + partly;
        double left = total - done - failed - partly;
        Optional<Double> seconds = worked < LEAST_WORKED || ended
                ? Optional.empty()
                : Optional.of((System.nanoTime() - began) / 1e9 / worked * Math.max(0, left));
        return new FleetState(
                file.file().toString(),
                Instant.now(),
                ended,
                total,
                done,
                failed,
                new ArrayList<>(running),
                bytes,
                seconds);
    }
}
