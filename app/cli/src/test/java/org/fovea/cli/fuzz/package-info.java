/**
 * Searches for inputs that a reader cannot stand: {@link org.fovea.cli.fuzz.FuzzTargets} says what is read, Jazzer
 * finds what to read.
 */
@NullMarked
package org.fovea.cli.fuzz;

import org.jspecify.annotations.NullMarked;
