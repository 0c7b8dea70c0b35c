/**
 * Networks in ONNX files, without Python: the graph is read and checked, its operators are mapped onto LibTorch, so
 * that gradients reach the input, and what comes out is compared with ONNX Runtime. A network with an operator that has
 * no mapping runs in ONNX Runtime alone and has no gradient.
 *
 * <p>A file may come from anywhere. Its sizes are checked before anything of that size is allocated
 * ({@link org.fovea.evaluate.onnx.Budget}), and what is wrong is one line that names the node or the byte.
 */
@NullMarked
package org.fovea.evaluate.onnx;

import org.jspecify.annotations.NullMarked;
