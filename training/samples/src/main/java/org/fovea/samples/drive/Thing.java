package org.fovea.samples.drive;

/**
 * Something that stands up from the ground.
 *
 * @param forward metres before the camera, to draw the nearest last
 * @param painter draws it
 */
record Thing(double forward, Runnable painter) {}
