/** Between the samples of a clip and RGB: which rule is applied, and its arithmetic to the last bit. */
package org.fovea.video.colour;
