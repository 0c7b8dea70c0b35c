/**
 * Clips by address: what their storage must be able to do, and copies of them on this machine while they are worked on.
 */
@NullMarked
package org.fovea.fleet.storage;

import org.jspecify.annotations.NullMarked;
