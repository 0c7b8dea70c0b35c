/** Whether this machine computes right: what LibTorch answers beside what it answers by other kernels. */
@NullMarked
package org.fovea.evaluate.arithmetic;

import org.jspecify.annotations.NullMarked;
