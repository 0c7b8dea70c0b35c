/**
 * By what a network's answers on original and candidate are compared: value, gradient, unit and formula, one class for
 * each.
 */
@NullMarked
package org.fovea.evaluate.comparison;

import org.jspecify.annotations.NullMarked;
