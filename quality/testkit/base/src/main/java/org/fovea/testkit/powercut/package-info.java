/** Power cuts: what a traced program wrote, without what it did not force to the disk. */
@NullMarked
package org.fovea.testkit.powercut;

import org.jspecify.annotations.NullMarked;
