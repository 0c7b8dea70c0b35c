/** The page of a run that is at work. It belongs to no lab. */
@NullMarked
package org.fovea.site.watch;

import org.jspecify.annotations.NullMarked;
