/** Everything that Fovea keeps on a machine besides what it was told to write. */
@NullMarked
package org.fovea.app.cache;

import org.jspecify.annotations.NullMarked;
