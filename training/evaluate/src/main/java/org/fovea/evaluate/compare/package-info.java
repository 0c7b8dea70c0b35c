/** Two scores of the same clip side by side, pair by pair, with the uncertainty of their difference. */
@NullMarked
package org.fovea.evaluate.compare;

import org.jspecify.annotations.NullMarked;
