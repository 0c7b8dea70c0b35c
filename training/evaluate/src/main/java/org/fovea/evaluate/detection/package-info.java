/** Boxes around objects: how networks say them, and how well they fit others. */
@NullMarked
package org.fovea.evaluate.detection;

import org.jspecify.annotations.NullMarked;
