/** Looks for better latent codes, one change at a time. */
package org.fovea.encode.latents;
