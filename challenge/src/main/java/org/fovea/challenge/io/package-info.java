/** Folders that are gone when the work in them is. */
package org.fovea.challenge.io;
