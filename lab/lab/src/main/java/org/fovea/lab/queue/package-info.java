/**
 * Carries experiments out, step by step, on any number of workers that share a database: an {@link Experiment} goes
 * through the {@link Step}s of a {@link Workshop}, and a {@link Judge} decides what its run means. Each step is a row
 * of table {@code job}; workers pick rows by priority and take over those whose worker is silent. A worker holds the
 * token of its job, which changes with every claim: results are written together with a check of the token, so that a
 * worker that was thought dead and wakes up cannot write.
 */
package org.fovea.lab.queue;
