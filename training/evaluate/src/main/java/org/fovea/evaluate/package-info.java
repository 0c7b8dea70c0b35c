/** What two frozen networks answer on a pair of frames, and how far two answers are apart. */
@NullMarked
package org.fovea.evaluate;

import org.jspecify.annotations.NullMarked;
