/** What a Fovea archive is made of; each package below holds one kind of content and its coder. */
@NullMarked
package org.fovea.codec;

import org.jspecify.annotations.NullMarked;
