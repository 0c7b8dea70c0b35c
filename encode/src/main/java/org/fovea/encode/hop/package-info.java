/** Rounds over several stages that are kept only as a whole and only where the archive's score improves. */
package org.fovea.encode.hop;
