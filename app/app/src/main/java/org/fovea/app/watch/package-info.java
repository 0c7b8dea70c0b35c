/** A run that is at work, read from its directory. */
@NullMarked
package org.fovea.app.watch;

import org.jspecify.annotations.NullMarked;
