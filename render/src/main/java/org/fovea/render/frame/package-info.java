/** From a network's picture to an output frame: corrections, resizing, files. */
package org.fovea.render.frame;
