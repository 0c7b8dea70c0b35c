/** Programs of this machine that Fovea runs. */
package org.fovea.video.program;
