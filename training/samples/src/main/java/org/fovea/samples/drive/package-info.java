/**
 * A car's drive along a winding road, rendered frame by frame from a seed: pictures, exact class labels, exact motion
 * of the camera. The same on every machine, because only additions, multiplications, divisions, square roots and
 * {@link java.lang.StrictMath} are used, all of which are specified to the bit.
 */
package org.fovea.samples.drive;
