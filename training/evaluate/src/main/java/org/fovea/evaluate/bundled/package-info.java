/**
 * Two small networks that come with Fovea, trained on synthetic drives, so that everything runs on a fresh machine.
 * {@link org.fovea.evaluate.bundled.BundledEvaluators} is the entrance.
 */
@NullMarked
package org.fovea.evaluate.bundled;

import org.jspecify.annotations.NullMarked;
