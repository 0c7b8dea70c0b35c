/** Submission directories: what is in them and who pays for it. */
package org.fovea.challenge.submission;
