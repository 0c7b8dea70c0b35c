/** What the compare viewer plays: short clips of the original and of runs, and what the segmentation network sees in them. */
package org.fovea.site.clip;
