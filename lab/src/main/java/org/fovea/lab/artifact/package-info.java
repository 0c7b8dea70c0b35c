/** Files that runs made, named by their content. */
package org.fovea.lab.artifact;
