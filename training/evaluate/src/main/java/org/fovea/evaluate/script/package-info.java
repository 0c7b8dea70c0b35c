/**
 * Evaluators of one's own: networks as TorchScript or ONNX files, with a description of the pixels that they expect and
 * of what they answer.
 */
@NullMarked
package org.fovea.evaluate.script;

import org.jspecify.annotations.NullMarked;
