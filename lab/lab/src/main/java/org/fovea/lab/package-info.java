/**
 * The lab: experiments, what they showed, and what follows. From {@code lab try} to a verdict:
 *
 * <ol>
 *   <li>{@link org.fovea.lab.study.Idea} is what is tried and why.
 *   <li>{@link org.fovea.lab.study.SmallestTest} makes a candidate of it, refuses what was tried or closed before, and
 *   <li>{@link org.fovea.lab.study.StudyDirector} begins a study of one, which asks for its first
 *       {@link org.fovea.lab.queue.Experiment}s.
 *   <li>{@link org.fovea.lab.queue.JobQueue} keeps their steps until
 *   <li>{@link org.fovea.lab.queue.LabWorker} has room for one, and does it in
 *   <li>{@link org.fovea.lab.queue.Workshop}, which knows codecs and networks. The last step is that of
 *   <li>{@link org.fovea.lab.study.StudyJudge}: it compares the new run with the baseline by
 *   <li>{@link org.fovea.lab.round.RoundRule}, rejects it, or asks for the next round.
 *   <li>{@link org.fovea.lab.verdict.Gates} make a run of all pairs the baseline.
 * </ol>
 *
 * <p>{@link org.fovea.lab.store.Ledger} keeps every record on the way.
 */
package org.fovea.lab;
