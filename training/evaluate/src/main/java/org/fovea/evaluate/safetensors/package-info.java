/** The safetensors file format: weights by name, read with every length checked, and written reproducibly. */
@NullMarked
package org.fovea.evaluate.safetensors;

import org.jspecify.annotations.NullMarked;
