/** Finds the pose of each pair that makes the pose network answer as on the original, and says it in few bytes. */
package org.fovea.encode.poses;
