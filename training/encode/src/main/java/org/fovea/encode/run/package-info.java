/** Runs of a chain of stages in a directory that survives whatever happens to the process. */
package org.fovea.encode.run;
