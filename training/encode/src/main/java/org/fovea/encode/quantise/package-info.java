/** From float32 weights to the stored numbers of an archive, and which number format is worth its bytes. */
package org.fovea.encode.quantise;
