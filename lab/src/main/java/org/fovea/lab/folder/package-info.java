/** A lab's folder: its settings, and where its files are. */
package org.fovea.lab.folder;
