/** Experiments: what was tried on which clip with which networks, what came of it, and what is to be tried next. */
package org.fovea.lab;
