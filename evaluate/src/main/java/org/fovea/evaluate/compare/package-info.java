/** Two scores of the same clip side by side, pair by pair, with the uncertainty of their difference. */
package org.fovea.evaluate.compare;
