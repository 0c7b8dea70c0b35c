/** Programs that run where they see and reach as little of this machine as possible. */
@NullMarked
package org.fovea.isolate;

import org.jspecify.annotations.NullMarked;
