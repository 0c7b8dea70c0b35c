/** Checks that an evaluator can be trusted: shapes, ranges, repeatability, and its gradients against finite differences. */
package org.fovea.evaluate.selftest;
