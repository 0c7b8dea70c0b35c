/** LibTorch: loaded once, configured for answers that repeat to the last bit, and copying in and out of it. */
package org.fovea.evaluate.torch;
