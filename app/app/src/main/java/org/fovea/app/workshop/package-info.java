/** The lab's workshop: how its experiments are encoded, inflated and scored. */
@NullMarked
package org.fovea.app.workshop;

import org.jspecify.annotations.NullMarked;
