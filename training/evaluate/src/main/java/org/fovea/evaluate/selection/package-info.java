/**
 * Which evaluators to use: what stands behind {@code --evaluators}, and the YAML file that describes a pair of one's
 * own networks.
 */
@NullMarked
package org.fovea.evaluate.selection;

import org.jspecify.annotations.NullMarked;
