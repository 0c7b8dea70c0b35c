/** What two frozen networks answer on a pair of frames, and how far two answers are apart. */
package org.fovea.evaluate;
