/** One clip's work: processes of this program, what they cost and what they leave. */
@NullMarked
package org.fovea.fleet.work;

import org.jspecify.annotations.NullMarked;
