/**
 * Engines that have clips worked on by other machines: what they must do, and how this program finds one that was
 * packed apart.
 */
@NullMarked
package org.fovea.fleet.engine;

import org.jspecify.annotations.NullMarked;
