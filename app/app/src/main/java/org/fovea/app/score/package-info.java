/**
 * Scores with their provenance: candidates of every kind, the cache of what networks say about originals, checks before
 * the work.
 */
@NullMarked
package org.fovea.app.score;

import org.jspecify.annotations.NullMarked;
