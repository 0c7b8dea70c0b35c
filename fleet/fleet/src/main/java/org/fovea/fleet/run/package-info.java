/** Carries a fleet out on this machine, goes on after an interruption, and tells how far it is. */
@NullMarked
package org.fovea.fleet.run;

import org.jspecify.annotations.NullMarked;
