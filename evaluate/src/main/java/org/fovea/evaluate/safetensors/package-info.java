/** The safetensors file format: weights by name, read with every length checked, and written reproducibly. */
package org.fovea.evaluate.safetensors;
