/** Latent codes: the few numbers of each pair that steer a network which renders without masks. */
@NullMarked
package org.fovea.codec.latent;

import org.jspecify.annotations.NullMarked;
