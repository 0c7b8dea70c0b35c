/** The explorer: frames of the original and of runs side by side, and the clips that it plays. */
package org.fovea.site.player;
