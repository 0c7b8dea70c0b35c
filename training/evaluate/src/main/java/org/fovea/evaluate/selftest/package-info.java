/**
 * Checks that an evaluator can be trusted: shapes, ranges, repeatability, and its gradients against finite differences.
 */
@NullMarked
package org.fovea.evaluate.selftest;

import org.jspecify.annotations.NullMarked;
