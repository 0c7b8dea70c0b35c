/** The QMA9 class-mask stream: an adaptive arithmetic coder over nine neighbours, read bit by bit as published. */
@NullMarked
package org.fovea.interop.qma9;

import org.jspecify.annotations.NullMarked;
