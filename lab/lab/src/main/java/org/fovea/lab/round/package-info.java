/** Which pairs a round measures, what its comparison says, and what follows from it. */
package org.fovea.lab.round;
