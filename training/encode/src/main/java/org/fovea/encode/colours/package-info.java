/**
 * The encoder of the renderer family {@code colours}: averages and a search, no training. The baseline for all other
 * encoders.
 */
package org.fovea.encode.colours;
