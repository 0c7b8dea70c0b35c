/** The score: what two networks lost on every pair, its terms, its accountings, and the guards that keep it honest. */
package org.fovea.evaluate.score;
