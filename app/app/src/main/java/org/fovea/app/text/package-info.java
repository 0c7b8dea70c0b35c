/** Numbers as people read them. */
@NullMarked
package org.fovea.app.text;

import org.jspecify.annotations.NullMarked;
