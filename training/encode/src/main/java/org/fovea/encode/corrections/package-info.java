/** Looks for small edits of rendered pairs that gain more points than their bytes cost. */
package org.fovea.encode.corrections;
