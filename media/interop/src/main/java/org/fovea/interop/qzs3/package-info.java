/** The parts of QZS3 submissions: renderer weights, pose stream, corrections, class masks hidden in grey video. */
@NullMarked
package org.fovea.interop.qzs3;

import org.jspecify.annotations.NullMarked;
