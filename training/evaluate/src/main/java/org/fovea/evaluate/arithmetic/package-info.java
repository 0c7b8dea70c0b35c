/** Whether this machine computes right: what LibTorch answers beside what plain Java answers. */
@NullMarked
package org.fovea.evaluate.arithmetic;

import org.jspecify.annotations.NullMarked;
