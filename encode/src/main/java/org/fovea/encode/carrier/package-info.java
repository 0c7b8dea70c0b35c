/** Trains a carrier: the frame of a pair that only the pose network looks at. */
package org.fovea.encode.carrier;
