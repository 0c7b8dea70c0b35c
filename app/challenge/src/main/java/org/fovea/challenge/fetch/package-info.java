/** Downloads through the Git LFS batch protocol: resumed, retried, bounded, verified. */
package org.fovea.challenge.fetch;
