/** Class masks that cost fewer bytes than they lose: specks, smoothing, and flips that the networks have judged. */
package org.fovea.encode.masks;
