/**
 * What two networks say about an original, its ground truth: computed once from the clip's frames, kept in memory as
 * {@link org.fovea.evaluate.truth.GroundTruth}, and remembered in files.
 */
@NullMarked
package org.fovea.evaluate.truth;

import org.jspecify.annotations.NullMarked;
