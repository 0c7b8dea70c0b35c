/** Reading hostile bytes, writing bytes, hashing, and files that appear whole or not at all. */
@NullMarked
package org.fovea.codec.io;

import org.jspecify.annotations.NullMarked;
