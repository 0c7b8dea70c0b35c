/** The files of a lab: its settings in {@code lab.yaml}, and what runs have made, named by content. */
package org.fovea.lab.folder;
