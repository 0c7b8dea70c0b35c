/** Power cuts, simulated: a file system that loses what was not forced. */
@NullMarked
package org.fovea.testkit.powercut;

import org.jspecify.annotations.NullMarked;
