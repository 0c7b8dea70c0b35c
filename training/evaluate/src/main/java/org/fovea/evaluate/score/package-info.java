/** The score: what two networks lost on every pair, its terms, its accountings, and the guards that keep it honest. */
@NullMarked
package org.fovea.evaluate.score;

import org.jspecify.annotations.NullMarked;
