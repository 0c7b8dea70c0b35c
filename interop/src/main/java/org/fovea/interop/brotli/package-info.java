/** Brotli streams that are followed by something else. */
package org.fovea.interop.brotli;
