/** What is done to decoded pictures: enlarging, sharpening, grain, and a learned filter; exact on every machine. */
@NullMarked
package org.fovea.render.restore;

import org.jspecify.annotations.NullMarked;
