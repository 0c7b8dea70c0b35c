/**
 * How long a run will take: its work in phases, what a training step costs on this machine, and what everything else
 * costs beside one.
 */
package org.fovea.encode.estimate;
