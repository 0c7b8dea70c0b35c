/** What a run must pass before it becomes the floor. */
package org.fovea.lab.gate;
