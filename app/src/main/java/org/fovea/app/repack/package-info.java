/** Packing a submission again, smaller, and comparing what comes back. */
package org.fovea.app.repack;
