/** Renderer networks as LibTorch computes them, and what trains them. */
package org.fovea.encode.train;
