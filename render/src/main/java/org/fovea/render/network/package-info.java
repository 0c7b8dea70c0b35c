/** Renderer networks: layers, and the order in which they run over planes that do not fit a cache. */
package org.fovea.render.network;
