/** The pages of studies: what the score was at each value of their settings. */
@NullMarked
package org.fovea.site.study;

import org.jspecify.annotations.NullMarked;
