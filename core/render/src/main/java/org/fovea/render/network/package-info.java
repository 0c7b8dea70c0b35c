/** Renderer networks: layers, and the order in which they run over planes that do not fit a cache. */
@NullMarked
package org.fovea.render.network;

import org.jspecify.annotations.NullMarked;
