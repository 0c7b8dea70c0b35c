/** Scores with their provenance: candidates of every kind, the cache of what networks say about originals, checks before the work. */
package org.fovea.app.score;
