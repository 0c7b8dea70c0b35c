package org.fovea.samples.drive;

/**
 * Something that stands up from the ground.
 *
 * @param forward metres before the camera, to render the nearest last
 * @param painter renders it
 */
record Thing(double forward, Runnable painter) {}
