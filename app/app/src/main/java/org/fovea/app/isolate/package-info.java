/** Commands in a process of their own that can do little else. */
@NullMarked
package org.fovea.app.isolate;

import org.jspecify.annotations.NullMarked;
