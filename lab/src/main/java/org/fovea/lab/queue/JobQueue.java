package org.fovea.lab.queue;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.queue.Judge.Wanted;

/**
 * What a lab has to do. Safe for several threads, processes and machines. Messages of {@link QueueException} are for
 * people.
 */
public interface JobQueue {
    /**
     * Asks for experiments. One that was asked for before, whatever has become of it, is left alone. One whose run is
     * in the ledger already is only judged.
     *
     * @return what became of each, in order
     * @throws QueueException where a new one is among them and the lab or its study is frozen; then none is added
     */
    List<Enqueued> enqueue(List<Wanted> wanted);

    /**
     * Gives an experiment up: steps that wait are skipped, one that runs is stopped and leaves no result.
     *
     * @throws QueueException where it is not in the queue, or nothing is left to do
     */
    void skip(String experiment, String reason);

    /**
     * Begins an experiment that failed or was given up again, with the first step that was not done.
     *
     * @throws QueueException where it neither failed nor was given up
     */
    void retry(String experiment);

    /** Lets no step begin, in the whole lab or in one study; those that run go on. */
    void pause(Optional<String> study);

    /** Ends a pause. */
    void resume(Optional<String> study);

    /**
     * Accepts no further experiments, of the whole lab or of one study. What judging asks for meanwhile is kept and
     * waits.
     */
    void freeze(Optional<String> study);

    /** Ends a freeze. */
    void unfreeze(Optional<String> study);

    /**
     * Changes the priority of what is left of an experiment.
     *
     * @throws QueueException where it is not in the queue
     */
    void prioritise(String experiment, int priority);

    /** Experiments of a study that have steps to come, in the order in which they were asked for. */
    List<QueuedExperiment> open(String study);

    /** Experiments of a study that failed for good or were skipped, in the order in which they were asked for. */
    List<QueuedExperiment> given(String study);

    /** Experiments of a candidate, whatever has become of them, in the order in which they were asked for. */
    List<QueuedExperiment> ofCandidate(String candidate);

    /**
     * The hash of an experiment by its beginning.
     *
     * @throws QueueException where none or several begin like that
     */
    String named(String beginning);

    /** An experiment by its hash. */
    Optional<QueuedExperiment> find(String experiment);

    /** What the lab is doing. */
    QueueStatus status();

    /** Steps that ended, the latest first. */
    List<Job> history(int most);

    /** All steps of an experiment, in order. */
    List<Job> steps(String experiment);

    /** What the rows of the queue say that cannot be true together, in words; nothing in a sound one. */
    List<String> contradictions();
}
