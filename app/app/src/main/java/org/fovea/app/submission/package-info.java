/** Submission directories of the challenge: made of an archive, and judged as the challenge would. */
@NullMarked
package org.fovea.app.submission;

import org.jspecify.annotations.NullMarked;
