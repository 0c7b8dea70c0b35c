/** What Fovea needs from the machine. */
@NullMarked
package org.fovea.app.doctor;

import org.jspecify.annotations.NullMarked;
