/** Clips: what a file holds, and its frames one by one in RGB. */
package org.fovea.video.clip;
