/** The pages of studies: which settings mattered, and what the score was at each of their values. */
@NullMarked
package org.fovea.site.study;

import org.jspecify.annotations.NullMarked;
