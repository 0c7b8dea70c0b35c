/** Submissions of the HNeRV family: a network and latent numbers instead of masks. */
@NullMarked
package org.fovea.interop.hnerv;

import org.jspecify.annotations.NullMarked;
