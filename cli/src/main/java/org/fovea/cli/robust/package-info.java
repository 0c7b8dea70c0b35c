/** Searching and showing what the robust track can do: encoder settings over a plan, and the climb from plain AV1 to a learned filter. */
package org.fovea.cli.robust;
