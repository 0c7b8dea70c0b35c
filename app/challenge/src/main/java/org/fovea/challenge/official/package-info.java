/** The challenge's own files: which they are, and whether a file is one of them. */
package org.fovea.challenge.official;
