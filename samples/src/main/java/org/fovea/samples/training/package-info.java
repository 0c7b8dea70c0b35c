/**
 * Trains the bundled evaluators on synthetic drives: {@link org.fovea.samples.training.EvaluatorTraining} is the
 * entrance, {@link org.fovea.samples.training.HeldOut} says how good they are on drives that they have not seen.
 */
package org.fovea.samples.training;
